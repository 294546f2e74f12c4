import { DEFAULT_ROOM_SETTINGS, type CfWaitingRoom, type RoomStatus } from '@frontrow/protocol';
import type { Room } from '../gate/rooms.ts';

const UNAVAILABLE = 'unavailable';

/** No event is configured: what Cloudflare documents for that. */
const NO_EVENT = {
  isEventActive: false,
  isEventPrequeueing: false,
  timeUntilEventStart: 0,
  timeUntilEventStartFormatted: UNAVAILABLE,
  timeUntilEventEnd: 0,
  timeUntilEventEndFormatted: UNAVAILABLE,
  shuffleAtEventStart: false,
};

/**
 * A waiting visitor's status in Cloudflare's words. Every attempt counts here, since a poll costs
 * nothing, so `lastUpdated` is always now.
 */
export function toCfWaitingRoom(status: RoomStatus, room: Room, nowMs: number): CfWaitingRoom {
  // A room never heard of goes by the defaults, as it will when its origin is back.
  const settings = room.snapshot?.settings ?? DEFAULT_ROOM_SETTINGS;
  const method = settings.queueing_method;
  return {
    inWaitingRoom: true,
    ...waitTime(status.etaSeconds),
    waitTime25Percentile: 0,
    waitTime50Percentile: 0,
    waitTime75Percentile: 0,
    // The line has no end: whoever is turned away is so by `reject`, never for its length.
    queueIsFull: false,
    queueAll: settings.queue_all,
    lastUpdated: new Date(nowMs).toISOString(),
    refreshIntervalSeconds: method === 'reject' ? 0 : Math.ceil(status.nextPollSeconds ?? 0),
    queueingMethod: method,
    isFIFOQueue: method === 'fifo',
    isRandomQueue: false,
    isPassthroughQueue: method === 'passthrough',
    isRejectQueue: method === 'reject',
    ...NO_EVENT,
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

function waitTime(etaSeconds: number | null) {
  if (etaSeconds === null) {
    return { waitTimeKnown: false, waitTime: 0, waitTimeFormatted: UNAVAILABLE };
  }
  const minutes = Math.ceil(etaSeconds / 60);
  return { waitTimeKnown: true, waitTime: minutes, waitTimeFormatted: inEnglish(minutes) };
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
