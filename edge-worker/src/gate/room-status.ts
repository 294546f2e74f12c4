import {
  LONGEST_POLL_SECONDS,
  type Place,
  type RoomReason,
  type RoomSnapshot,
  type RoomStatus,
} from '@frontrow/protocol';
import { aheadOf, type LaneCounts } from './ahead.ts';
import { estimateWait, type Estimate } from './estimate.ts';
import type { Room } from './rooms.ts';

const NEAREST_POLL_SECONDS = 2;
const JITTER = 0.15;
const FARTHEST_POLL_SECONDS = LONGEST_POLL_SECONDS / (1 + JITTER);
const POLLS_TO_TURN = 3;
const UNAVAILABLE_POLL_SECONDS = 10;
/** Each such poll asks the origin, and after an outage thousands come back at once. */
const BACK_POLL_SECONDS = 10;

const NOTHING_KNOWN = {
  reason: null,
  message: null,
  number: null,
  position: null,
  ahead: null,
  waiting: null,
  etaSeconds: null,
  progress: null,
  nextPollSeconds: null,
  sessionExpiresAt: null,
  lane: 'main',
  priorityShare: null,
  etaLatestSeconds: null,
  event: null,
  ticket: null,
  draw: null,
  turnstile: null,
} satisfies Partial<RoomStatus>;

/** All that a standing says by itself; what is common to all of them is added where the answer is made. */
export type StandingStatus = Omit<RoomStatus, 'serverTime'>;

type Waiting = { place: Place; reason: RoomReason | null; isBack?: true };

/**
 * Where a waiting visitor stands, from its place and the snapshot alone.
 * `random` is in [0, 1): polls are spread by ±15 % so that a crowd never asks in step.
 */
export function waitingStatus(
  { id, snapshot }: Room,
  { place, reason, isBack }: Waiting,
  random: number,
) {
  // No position is better than a wrong one while the room's memory and the place do not match.
  if (snapshot === undefined || reason === 'holding_place' || place.epoch !== snapshot.epoch) {
    return { ...awayStatus(id, place, random), reason };
  }
  if (place.number === null) {
    return ticketStatus(place, reason, snapshot, random);
  }
  const ahead = aheadOf(place.number, laneOf(place, snapshot));
  // Paused, or at a full door: the measured flow says nothing about this wait.
  const isStill = reason === 'paused' || reason === 'full';
  const estimate = isStill ? undefined : estimateWait(ahead, place.lane, snapshot);
  return {
    ...NOTHING_KNOWN,
    room: id,
    state: 'waiting',
    reason: reason ?? slownessReason(place, estimate, snapshot),
    lane: place.lane,
    priorityShare: shareOf(place, snapshot),
    ticket: place.ticket,
    number: place.number,
    position: ahead + 1,
    ahead,
    waiting: snapshot.waiting,
    etaSeconds: estimate?.likelySeconds ?? null,
    etaLatestSeconds: estimate?.latestSeconds ?? null,
    progress: progressOf(place, ahead),
    nextPollSeconds: spread(pollSeconds(ahead, snapshot, isBack), random),
  } satisfies StandingStatus;
}

/**
 * Why the line moves more slowly than one would expect: what holds the room down, or that this visitor's estimate
 * has outgrown the latest time that it was promised. So no estimate rises without a word about it.
 */
function slownessReason(
  { promise }: Place,
  estimate: Estimate | undefined,
  { limits, takenAt }: RoomSnapshot,
): RoomReason | null {
  if (limits !== null && limits.reason !== null) {
    return limits.reason === 'stock' ? 'few_seats' : 'slow_shop';
  }
  const expectedAt = takenAt / 1000 + (estimate?.likelySeconds ?? 0);
  return promise !== null && expectedAt > promise.to ? 'slower' : null;
}

/** A ticket is held: there is no order yet, and so no position. */
function ticketStatus(
  place: Place,
  reason: RoomReason | null,
  snapshot: RoomSnapshot,
  random: number,
) {
  return {
    ...NOTHING_KNOWN,
    room: snapshot.room,
    state: 'waiting',
    reason,
    lane: place.lane,
    priorityShare: shareOf(place, snapshot),
    ticket: place.ticket,
    waiting: snapshot.waiting,
    nextPollSeconds: spread(drawPollSeconds(reason, snapshot), random),
  } satisfies StandingStatus;
}

/** The polls get closer as the start nears, so that whoever is called first learns of it soon. */
function drawPollSeconds(
  reason: RoomReason | null,
  { event, takenAt, settings }: RoomSnapshot,
): number {
  if (reason === 'full') {
    return NEAREST_POLL_SECONDS;
  }
  // Whoever is drawn may be called at once: not so far apart that the call could lapse between two polls.
  const halfClaim = settings.claim_seconds / 2;
  if (reason !== 'prequeue' || event === null) {
    return Math.max(NEAREST_POLL_SECONDS, Math.min(UNAVAILABLE_POLL_SECONDS, halfClaim));
  }
  const untilStartSeconds = (Date.parse(event.event_start_time) - takenAt) / 1000;
  const farthest = Math.min(FARTHEST_POLL_SECONDS, halfClaim);
  return Math.min(farthest, Math.max(NEAREST_POLL_SECONDS, untilStartSeconds / POLLS_TO_TURN));
}

/** Told to everybody who waits, in either lane, once somebody has come into the priority lane. */
function shareOf({ lane }: Place, { priority, settings }: RoomSnapshot): number | null {
  // The first one's place is newer than the snapshot.
  return priority.issued > 0 || lane === 'priority' ? settings.priority_share : null;
}

/** The counts of the place's own lane. */
export function laneOf({ lane }: Pick<Place, 'lane'>, snapshot: RoomSnapshot): LaneCounts {
  const { priority, issued, calledUpTo, waiting } = snapshot;
  return lane === 'priority'
    ? priority
    : { issued, calledUpTo, waiting: waiting - priority.waiting };
}

/** The room cannot be read: a place is kept, and nothing else is claimed. */
export function awayStatus(room: string, place: Place | undefined, random: number): StandingStatus {
  return {
    ...NOTHING_KNOWN,
    room,
    state: 'waiting',
    reason: place === undefined ? 'unavailable' : 'holding_place',
    number: place?.number ?? null,
    nextPollSeconds: spread(UNAVAILABLE_POLL_SECONDS, random),
  };
}

export function calledStatus(room: string, place: Place): StandingStatus {
  return {
    ...NOTHING_KNOWN,
    room,
    state: 'called',
    number: place.number,
    position: 1,
    ahead: 0,
    progress: 1,
    nextPollSeconds: NEAREST_POLL_SECONDS,
  };
}

export function activeStatus(room: string, place: Place, expiresAt: string): StandingStatus {
  return {
    ...NOTHING_KNOWN,
    room,
    state: 'active',
    number: place.number,
    progress: 1,
    sessionExpiresAt: expiresAt,
  };
}

export function openStatus(room: string): StandingStatus {
  return { ...NOTHING_KNOWN, room, state: 'open' };
}

export function rejectingStatus(room: string, random: number): StandingStatus {
  const nextPollSeconds = spread(FARTHEST_POLL_SECONDS, random);
  return { ...NOTHING_KNOWN, room, state: 'rejecting', nextPollSeconds };
}

/** Asked to prove that it is human before it joins. */
export function challengeStatus(
  room: string,
  turnstile: NonNullable<RoomStatus['turnstile']>,
): StandingStatus {
  return { ...NOTHING_KNOWN, room, state: 'challenge', turnstile };
}

function progressOf(place: Place, ahead: number): number {
  const share = place.aheadAtJoin === 0 ? 0 : 1 - ahead / place.aheadAtJoin;
  return Math.min(1, Math.max(0, share));
}

/**
 * A third of the time in which the turn could come at the earliest: the polls get closer as it nears, and
 * whoever is called learns of it soon. Never so far apart that a call could lapse between two polls.
 */
function pollSeconds(ahead: number, snapshot: RoomSnapshot, isBack = false): number {
  const nearest = isBack ? BACK_POLL_SECONDS : NEAREST_POLL_SECONDS;
  const earliestTurnSeconds = ahead / callsPerSecond(snapshot);
  const farthest = Math.min(FARTHEST_POLL_SECONDS, snapshot.settings.claim_seconds / 2);
  return Math.min(farthest, Math.max(nearest, earliestTurnSeconds / POLLS_TO_TURN));
}

/**
 * How fast the line can move: by the rate while slots are free, else as it did in the last minute, and no slower than
 * whole sessions end; with more calls than entries where some of the called do not come. Told too slow, visitors
 * would sleep through their calls, and the room would take them for absent.
 */
function callsPerSecond({ settings, active, entriesLastMinute, flow }: RoomSnapshot): number {
  const { total_active_users: capacity, new_users_per_minute: rate } = settings;
  const ending = capacity / settings.session_duration;
  const perMinute = active < capacity ? rate : Math.max(entriesLastMinute, Math.min(rate, ending));
  return Math.max(1, perMinute) / 60 / Math.max(0.1, flow.showUp);
}

function spread(seconds: number, random: number): number {
  return Math.round(seconds * (1 - JITTER + 2 * JITTER * random) * 10) / 10;
}
