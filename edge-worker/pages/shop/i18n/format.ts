import { language } from './language.ts';

/** Shows take place in Korea: their times are shown in Seoul's time wherever the reader is. */
const SHOW_ZONE = 'Asia/Seoul';

const formats = new Map<string, Intl.DateTimeFormat>();

export function formatNumber(value: number): string {
  return value.toLocaleString(language.value);
}

/** One point is one won; "P" is short enough for a seat map and the same in both languages. */
export function formatPoints(value: number): string {
  return `${formatNumber(value)} P`;
}

export function formatShowDate(iso: string): string {
  return dateFormat('date', { dateStyle: 'full', timeZone: SHOW_ZONE }).format(new Date(iso));
}

export function formatShowTime(iso: string): string {
  return dateFormat('time', { timeStyle: 'short', timeZone: SHOW_ZONE }).format(new Date(iso));
}

/** One day, or first and last with what they share said once. */
export function formatShowDays(firstIso: string, lastIso: string): string {
  const format = dateFormat('days', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: SHOW_ZONE,
  });
  return format.formatRange(new Date(firstIso), new Date(lastIso));
}

/** Month, day and weekday apart, for the leaf of a calendar. */
export function formatCalendarLeaf(iso: string) {
  const date = new Date(iso);
  return {
    month: dateFormat('month', { month: 'short', timeZone: SHOW_ZONE }).format(date),
    day: dateFormat('dayOfMonth', { day: '2-digit', timeZone: SHOW_ZONE })
      .format(date)
      .replace(/\D/g, ''),
    weekday: dateFormat('weekday', { weekday: 'short', timeZone: SHOW_ZONE }).format(date),
  };
}

/** Moments of the buyer's own affairs are in the buyer's own time zone. */
export function formatMoment(iso: string): string {
  const format = dateFormat('moment', { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(iso));
}

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language.value, options);
  formats.set(key, made);
  return made;
}
