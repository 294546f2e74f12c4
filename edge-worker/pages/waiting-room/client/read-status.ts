import type { RoomReason, RoomStatus } from '@frontrow/protocol';
import {
  amount,
  isRecord,
  readDraw,
  readEvent,
  readTicket,
  readTurnstile,
  text,
} from './read-event.ts';

const STATES: readonly unknown[] = [
  'waiting',
  'called',
  'active',
  'open',
  'rejecting',
  'challenge',
];
const REASONS: readonly unknown[] = [
  'paused',
  'full',
  'holding_place',
  'unavailable',
  'prequeue',
  'draw',
  'draining',
  'slow_shop',
  'few_seats',
  'sold_out',
  'slower',
];

/**
 * The status in an answer, or undefined when there is none. By hand, since a schema library would
 * be larger than the page; a reason that this page is too old to know is left out.
 */
export function readStatus(body: unknown): RoomStatus | undefined {
  if (!isRecord(body) || typeof body['room'] !== 'string' || !STATES.includes(body['state'])) {
    return undefined;
  }
  const { room, state, reason } = body;
  return {
    room,
    state: state as RoomStatus['state'],
    reason: REASONS.includes(reason) ? (reason as RoomReason) : null,
    message: text(body['message']),
    number: amount(body['number'], 1),
    position: amount(body['position'], 1),
    ahead: amount(body['ahead'], 0),
    waiting: amount(body['waiting'], 0),
    lane: body['lane'] === 'priority' ? 'priority' : 'main',
    priorityShare: amount(body['priorityShare'], 0),
    etaSeconds: amount(body['etaSeconds'], 0),
    etaLatestSeconds: amount(body['etaLatestSeconds'], 0),
    progress: amount(body['progress'], 0),
    nextPollSeconds: amount(body['nextPollSeconds'], 0),
    sessionExpiresAt: text(body['sessionExpiresAt']),
    event: readEvent(body['event']),
    serverTime: text(body['serverTime']),
    ticket: readTicket(body['ticket']),
    draw: readDraw(body['draw']),
    turnstile: readTurnstile(body['turnstile']),
  };
}
