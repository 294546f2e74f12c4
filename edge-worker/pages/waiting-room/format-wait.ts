import type { Language } from './strings/words.ts';

const MINUTE = 60;
const HOUR = 3600;
const LONGEST_MINUTES = 6 * 60;

type Words = {
  underAMinute: string;
  about: (time: string) => string;
  upTo: (time: string) => string;
  /** Two times of the same unit, the unit said once. */
  minutes: (from: number, to: number) => string;
  time: (hours: number, minutes: number) => string;
  moreThanHours: (hours: number) => string;
};

const WORDS: Record<Language, Words> = {
  en: {
    underAMinute: 'less than a minute',
    about: (time) => `about ${time}`,
    upTo: (time) => `up to ${time}`,
    minutes: (from, to) => `${from}–${to} min`,
    time: (hours, minutes) => joined(hours, ' h', minutes, ' min'),
    moreThanHours: (hours) => `more than ${hours} h`,
  },
  ko: {
    underAMinute: '1분 미만',
    about: (time) => `약 ${time}`,
    upTo: (time) => `최대 ${time}`,
    minutes: (from, to) => `${from}–${to}분`,
    time: (hours, minutes) => joined(hours, '시간', minutes, '분'),
    moreThanHours: (hours) => `${hours}시간 이상`,
  },
  ja: {
    underAMinute: '1分未満',
    about: (time) => `約${time}`,
    upTo: (time) => `最大${time}`,
    minutes: (from, to) => `${from}–${to}分`,
    time: (hours, minutes) => joined(hours, '時間', minutes, '分'),
    moreThanHours: (hours) => `${hours}時間以上`,
  },
};

/** From the middle of the estimate to where 9 of 10 are in, no more exact than the estimate is. */
export function formatWait(soonest: number, latest: number | null, language: Language): string {
  const words = WORDS[language];
  const to = roundedMinutes(Math.max(soonest, latest ?? soonest));
  const from = roundedMinutes(soonest);
  if (to < 1) {
    return words.underAMinute;
  }
  if (from > LONGEST_MINUTES) {
    return words.moreThanHours(LONGEST_MINUTES / 60);
  }
  if (from === to) {
    return words.about(time(to, words));
  }
  if (from < 1) {
    return words.upTo(time(to, words));
  }
  return to < 60 ? words.minutes(from, to) : `${time(from, words)} – ${time(to, words)}`;
}

/** Rounded up: being let in earlier than announced annoys nobody. Minutes, then 5, then 15 minutes. */
export function roundedMinutes(seconds: number): number {
  if (seconds < 45) {
    return 0;
  }
  const step = stepMinutes(seconds);
  return Math.ceil(seconds / MINUTE / step) * step;
}

function stepMinutes(seconds: number): number {
  if (seconds <= 20 * MINUTE) {
    return 1;
  }
  return seconds <= HOUR ? 5 : 15;
}

function time(minutes: number, words: Words): string {
  return words.time(Math.floor(minutes / 60), minutes % 60);
}

function joined(hours: number, hourUnit: string, minutes: number, minuteUnit: string): string {
  return [hours > 0 ? `${hours}${hourUnit}` : '', minutes > 0 ? `${minutes}${minuteUnit}` : '']
    .filter((part) => part !== '')
    .join(' ');
}
