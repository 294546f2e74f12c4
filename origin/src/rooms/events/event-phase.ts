import type { RoomEvent } from '@frontrow/db';

export type EventTimes = Pick<RoomEvent, 'prequeueStartTime' | 'eventStartTime' | 'eventEndTime'>;
export type EventPhase = 'before' | 'prequeue' | 'running' | 'over';

/** When an event first has an effect: with its pre-queue, else with its start. */
export function beginningOf({ prequeueStartTime, eventStartTime }: EventTimes): Date {
  return prequeueStartTime ?? eventStartTime;
}

export function phaseAt(event: EventTimes, now: Date): EventPhase {
  if (event.eventEndTime <= now) {
    return 'over';
  }
  if (event.eventStartTime <= now) {
    return 'running';
  }
  return beginningOf(event) <= now ? 'prequeue' : 'before';
}

/** The last time, ms, at which one of the events began, started or ended; 0 where none has. */
export function lastBoundary(events: EventTimes[], now: Date): number {
  const times = events.flatMap((event) => [
    beginningOf(event).getTime(),
    event.eventStartTime.getTime(),
    event.eventEndTime.getTime(),
  ]);
  return Math.max(0, ...times.filter((time) => time <= now.getTime()));
}
