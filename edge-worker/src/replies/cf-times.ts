import type { CfWaitingRoom, RoomSnapshot, RoomStatus } from '@frontrow/protocol';

const UNAVAILABLE = 'unavailable';

type WaitTime = Pick<
  CfWaitingRoom,
  | 'waitTimeKnown'
  | 'waitTime'
  | 'waitTimeFormatted'
  | 'waitTime25Percentile'
  | 'waitTime50Percentile'
  | 'waitTime75Percentile'
>;

const UNKNOWN: WaitTime = {
  waitTimeKnown: false,
  waitTime: 0,
  waitTimeFormatted: UNAVAILABLE,
  waitTime25Percentile: 0,
  waitTime50Percentile: 0,
  waitTime75Percentile: 0,
};

/** The estimated wait; of a ticket in a room that draws at random, that of a quarter, a half and three quarters of all. */
export function waitTime(status: RoomStatus, snapshot: RoomSnapshot | undefined): WaitTime {
  if (snapshot?.settings.queueing_method === 'random' && status.number === null) {
    return status.reason === 'draw' ? randomWait(snapshot) : UNKNOWN;
  }
  if (status.etaSeconds === null) {
    return UNKNOWN;
  }
  const minutes = Math.ceil(status.etaSeconds / 60);
  const known = { waitTimeKnown: true, waitTime: minutes, waitTimeFormatted: inEnglish(minutes) };
  return { ...UNKNOWN, ...known };
}

/** Every place in the line is as likely as any other. */
function randomWait({ waiting, entriesLastMinute }: RoomSnapshot): WaitTime {
  if (entriesLastMinute === 0) {
    return UNKNOWN;
  }
  const minutesOf = (share: number) => Math.ceil((waiting * share) / entriesLastMinute);
  const [quarter, half, most] = [minutesOf(0.25), minutesOf(0.5), minutesOf(0.75)];
  return {
    waitTimeKnown: true,
    waitTime: half,
    waitTimeFormatted: `${inEnglish(quarter)} to ${inEnglish(most)}`,
    waitTime25Percentile: quarter,
    waitTime50Percentile: half,
    waitTime75Percentile: most,
  };
}

/** Where there is no event, what Cloudflare documents for that. */
export function eventTimes(event: RoomStatus['event'], nowMs: number) {
  const isPrequeue = event?.phase === 'prequeue';
  const isActive = event?.phase === 'running';
  const toStart = isPrequeue ? minutesUntil(event.event_start_time, nowMs) : null;
  const toEnd = isActive ? minutesUntil(event.event_end_time, nowMs) : null;
  return {
    isEventActive: isActive,
    isEventPrequeueing: isPrequeue,
    timeUntilEventStart: toStart ?? 0,
    timeUntilEventStartFormatted: toStart === null ? UNAVAILABLE : inEnglish(toStart),
    timeUntilEventEnd: toEnd ?? 0,
    timeUntilEventEndFormatted: toEnd === null ? UNAVAILABLE : inEnglish(toEnd),
    shuffleAtEventStart: (isPrequeue || isActive) && event.shuffle_at_event_start,
  };
}

function minutesUntil(time: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(time) - nowMs) / 60_000));
}

function inEnglish(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 ? count(hours, 'hour') : '', rest > 0 ? count(rest, 'minute') : ''];
  return parts.filter((part) => part !== '').join(' and ') || count(0, 'minute');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
