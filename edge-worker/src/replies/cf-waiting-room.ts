import { DEFAULT_ROOM_SETTINGS, type CfWaitingRoom, type RoomStatus } from '@frontrow/protocol';
import type { Room } from '../gate/rooms.ts';
import { eventTimes, waitTime } from './cf-times.ts';

/**
 * A waiting visitor's status in Cloudflare's words. Every attempt counts here, since a poll costs
 * nothing, so `lastUpdated` is always now.
 */
export function toCfWaitingRoom(status: RoomStatus, room: Room, nowMs: number): CfWaitingRoom {
  // A room never heard of goes by the defaults, as it will when its origin is back.
  const settings = room.snapshot?.settings ?? DEFAULT_ROOM_SETTINGS;
  const method = settings.queueing_method;
  const wait = waitTime(status, room.snapshot);
  const times = eventTimes(status.event, nowMs);
  // Named one by one: what is spread into an object anywhere but at its beginning is copied slowly, in each poll.
  return {
    inWaitingRoom: true,
    waitTimeKnown: wait.waitTimeKnown,
    waitTime: wait.waitTime,
    waitTimeFormatted: wait.waitTimeFormatted,
    waitTime25Percentile: wait.waitTime25Percentile,
    waitTime50Percentile: wait.waitTime50Percentile,
    waitTime75Percentile: wait.waitTime75Percentile,
    // The line has no end: whoever is turned away is so by `reject`, never for its length.
    queueIsFull: false,
    queueAll: settings.queue_all,
    lastUpdated: status.serverTime ?? new Date(nowMs).toISOString(),
    refreshIntervalSeconds: method === 'reject' ? 0 : Math.ceil(status.nextPollSeconds ?? 0),
    queueingMethod: method,
    isFIFOQueue: method === 'fifo',
    isRandomQueue: method === 'random',
    isPassthroughQueue: method === 'passthrough',
    isRejectQueue: method === 'reject',
    isEventActive: times.isEventActive,
    isEventPrequeueing: times.isEventPrequeueing,
    timeUntilEventStart: times.timeUntilEventStart,
    timeUntilEventStartFormatted: times.timeUntilEventStartFormatted,
    timeUntilEventEnd: times.timeUntilEventEnd,
    timeUntilEventEndFormatted: times.timeUntilEventEndFormatted,
    shuffleAtEventStart: times.shuffleAtEventStart,
    turnstile: turnstileTag(status.turnstile),
    // Whoever does not pass gets no place, instead of one whose turn never comes.
    infiniteQueue: false,
  };
}

/** The tag that Turnstile's script turns into its widget; empty where nothing is to be proved. */
function turnstileTag(turnstile: RoomStatus['turnstile']): string {
  return turnstile === null
    ? ''
    : `<div class="cf-turnstile" data-sitekey="${attribute(turnstile.siteKey)}" data-action="join"></div>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
