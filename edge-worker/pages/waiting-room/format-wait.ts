import type { Language } from './strings.ts';

const MINUTE = 60;
const HOUR = 3600;

type Words = {
  underAMinute: string;
  about: (hours: number, minutes: number) => string;
  moreThanHours: (hours: number) => string;
};

const LONGEST_HOURS = 6;

const WORDS: Record<Language, Words> = {
  en: {
    underAMinute: 'less than a minute',
    about: (hours, minutes) =>
      `about ${[counted(hours, 'hour'), counted(minutes, 'minute')].filter(Boolean).join(' ')}`,
    moreThanHours: (hours) => `more than ${hours} hours`,
  },
  ko: {
    underAMinute: '1분 미만',
    about: (hours, minutes) =>
      `약 ${[hours > 0 ? `${hours}시간` : '', minutes > 0 ? `${minutes}분` : ''].filter(Boolean).join(' ')}`,
    moreThanHours: (hours) => `${hours}시간 이상`,
  },
};

/** An estimate in words no more exact than the estimate itself: minutes, then 5, then 15 minutes. */
export function formatWait(etaSeconds: number, language: Language): string {
  const words = WORDS[language];
  const minutes = roundedMinutes(etaSeconds);
  if (minutes < 1) {
    return words.underAMinute;
  }
  if (minutes > LONGEST_HOURS * 60) {
    return words.moreThanHours(LONGEST_HOURS);
  }
  return words.about(Math.floor(minutes / 60), minutes % 60);
}

/** Rounded up: being let in earlier than announced annoys nobody. */
export function roundedMinutes(etaSeconds: number): number {
  if (etaSeconds < 45) {
    return 0;
  }
  if (etaSeconds <= 10 * MINUTE) {
    return Math.ceil(etaSeconds / MINUTE);
  }
  const step = etaSeconds <= HOUR ? 5 : 15;
  return Math.ceil(etaSeconds / MINUTE / step) * step;
}

function counted(count: number, noun: string): string {
  if (count === 0) {
    return '';
  }
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
