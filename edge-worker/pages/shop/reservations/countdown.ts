/**
 * Seconds still left, counted from the moment the reply arrived on the page's own monotonic clock:
 * the wall clock of the device is not asked.
 */
export function secondsStillLeft(secondsLeft: number, repliedAtMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil(secondsLeft - (nowMs - repliedAtMs) / 1000));
}

export function splitSeconds(seconds: number) {
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}

/** 4:07 */
export function formatClock(seconds: number): string {
  const parts = splitSeconds(seconds);
  return `${parts.minutes}:${String(parts.seconds).padStart(2, '0')}`;
}

/** Screen readers are told at these moments, not every second. */
export function isSpokenMoment(seconds: number): boolean {
  return seconds === 10 || seconds === 30 || (seconds > 0 && seconds % 60 === 0);
}
