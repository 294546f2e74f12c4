import { formatCountdown } from '../countdown.ts';
import type { Language } from '../strings/words.ts';
import type { ClockView } from '../waiting-view.ts';
import { byId, showIf, write } from './elements.ts';

/** What to add to this device's clock to get the server's; null while the server has not said. */
export function clockOffset(serverTime: string | null, nowMs: number): number | null {
  const serverMs = Date.parse(serverTime ?? '');
  return Number.isNaN(serverMs) ? null : serverMs - nowMs;
}

/** Counts down each second on the server's clock. Not a live region: nobody wants to hear each second. */
export function createClock() {
  let clock: ClockView | null = null;
  let language: Language = 'en';
  let offsetMs = 0;

  function tick(): void {
    if (clock !== null) {
      write('countdown', formatCountdown(clock.until, Date.now() + offsetMs, language));
    }
  }

  setInterval(tick, 1000);
  return {
    show(next: ClockView | null, reader: Language, clockOffsetMs: number): void {
      [clock, language, offsetMs] = [next, reader, clockOffsetMs];
      showIf('clock', clock !== null);
      if (clock !== null) {
        write('clock-label', clock.label);
        write('clock-time', localTime(clock.until, language));
        byId('clock-time').setAttribute('datetime', clock.until);
        tick();
      }
    },
  };
}

function localTime(time: string, language: Language): string {
  return new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}
