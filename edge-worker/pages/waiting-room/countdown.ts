import { STRINGS } from './strings/strings.ts';
import type { Language } from './strings/words.ts';

const DAY = 86_400;

/** The time until `until` on the server's clock; whole seconds, rounded up so that it ends with the time itself. */
export function formatCountdown(until: string, serverNowMs: number, language: Language): string {
  const seconds = Math.ceil((Date.parse(until) - serverNowMs) / 1000);
  const strings = STRINGS[language];
  // Also where the time cannot be read: then nothing is counted.
  if (!(seconds > 0)) {
    return strings.anyMoment;
  }
  const days = Math.floor(seconds / DAY);
  const rest = clockFace(seconds % DAY);
  return days > 0 ? `${strings.days(days)} ${rest}` : rest;
}

function clockFace(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
