import type { Place, RoomReason, RoomSnapshot } from '@frontrow/protocol';
import type { Room } from './rooms.ts';
import { isForgotten, ticketReason } from './ticket-reason.ts';

export type GateRequest = {
  /** Navigations may join the line by themselves; programs are told to. */
  mayJoin: boolean;
  /** The verified place in this room. */
  place: Place | undefined;
  /** A room session of this place, verified and not expired. The origin still judges it. */
  hasSession: boolean;
  /** A login came along. The origin looks whose it is. */
  hasLogin?: boolean;
};

export type Decision =
  | { kind: 'open' }
  | { kind: 'forward'; place: Place }
  | { kind: 'wait'; place: Place; reason: RoomReason | null }
  | { kind: 'join' }
  /** As `join`, once the visitor is known to be human. */
  | { kind: 'challenge' }
  | { kind: 'restore'; place: Place }
  | { kind: 'refuse'; code: 'place_required' | 'room_rejecting' | 'login_required' }
  | { kind: 'unavailable'; place: Place | undefined };

/** A snapshot older than this lets nobody in any more: it may only keep people waiting. */
export const MAX_SNAPSHOT_AGE_MS = 30_000;

/** What to do with a guarded request, before anything is done: no fetch, no clock, easy to test. */
export function decide(request: GateRequest, room: Room): Decision {
  const { place, hasSession } = request;
  const { snapshot } = room;
  const isKnown = snapshot !== undefined && room.ageMs <= MAX_SNAPSHOT_AGE_MS;
  if (isKnown && snapshot.settings.suspended) {
    return { kind: 'open' };
  }
  // Who is inside goes on while the room cannot be read: the origin judges each request anyway.
  if (place !== undefined && hasSession) {
    return { kind: 'forward', place };
  }
  if (!isKnown) {
    return { kind: 'unavailable', place };
  }
  return place === undefined ? decideNewcomer(request, snapshot) : decideInLine(place, snapshot);
}

function decideNewcomer(request: GateRequest, snapshot: RoomSnapshot): Decision {
  const { mayJoin, hasLogin = false } = request;
  const { queueing_method: method, drain, login_required, turnstile_mode } = snapshot.settings;
  if (method === 'reject' || drain || snapshot.soldOut) {
    return { kind: 'refuse', code: 'room_rejecting' };
  }
  if (!mayJoin) {
    return { kind: 'refuse', code: 'place_required' };
  }
  if (login_required && !hasLogin) {
    return { kind: 'refuse', code: 'login_required' };
  }
  return { kind: turnstile_mode === 'off' ? 'join' : 'challenge' };
}

function decideInLine(place: Place, snapshot: RoomSnapshot): Decision {
  if (isRevoked(place, snapshot)) {
    // The origin tells it that it has ended; waiting for its turn would be in vain.
    return { kind: 'forward', place };
  }
  if (place.epoch < snapshot.epoch) {
    return { kind: 'restore', place };
  }
  if (isCalled(place, snapshot)) {
    return { kind: 'forward', place };
  }
  if (snapshot.settings.queueing_method === 'reject' || snapshot.soldOut) {
    return { kind: 'refuse', code: 'room_rejecting' };
  }
  // A snapshot of an earlier epoch says nothing about this place; the next one will, within a second.
  if (place.epoch > snapshot.epoch) {
    return { kind: 'wait', place, reason: 'holding_place' };
  }
  if (place.number === null) {
    return decideTicket(place, snapshot);
  }
  return { kind: 'wait', place, reason: standstillReason(snapshot) };
}

function decideTicket(place: Place, snapshot: RoomSnapshot): Decision {
  const { ticket } = place;
  // Without the ticket: it is worth nothing any more, and the room says where the place stands.
  return ticket !== null && isForgotten(ticket, snapshot)
    ? { kind: 'restore', place: { ...place, ticket: null } }
    : { kind: 'wait', place, reason: ticketReason(ticket, snapshot) };
}

function standstillReason({ settings }: RoomSnapshot): RoomReason | null {
  if (settings.queue_all) {
    return 'paused';
  }
  return settings.drain ? 'draining' : null;
}

/**
 * A place called on arrival says so itself: its number is newer than the snapshot's watermark.
 * Where a room passes everybody through, the watermark keeps nobody out: the origin is asked.
 */
function isCalled(place: Place, snapshot: RoomSnapshot): boolean {
  const { epoch, settings } = snapshot;
  if (place.called || settings.queueing_method === 'passthrough') {
    return true;
  }
  const { calledUpTo } = place.lane === 'priority' ? snapshot.priority : snapshot;
  return place.epoch === epoch && place.number !== null && place.number <= calledUpTo;
}

/** Waves are of the main lane; the priority lane counts for itself. */
function isRevoked({ number, lane }: Place, { revokedNumbers }: RoomSnapshot): boolean {
  return (
    number !== null &&
    lane === 'main' &&
    revokedNumbers.some(({ from, to }) => from <= number && number <= to)
  );
}
