import {
  PLACE_LIFETIME_SECONDS,
  placeToken,
  type Arrival,
  type KeyRing,
  type Place,
} from '@frontrow/protocol';
import type { ArrivalOutcome } from '../arrivals/ask-arrivals.ts';
import type { CheckHuman } from '../bots/check-human.ts';
import { loginOf, newcomerArrival } from '../bots/newcomer-arrival.ts';
import type { RoomClient } from '../origin/room-client.ts';
import type { Grants } from '../visitor/grants.ts';
import { loginOfJoin } from '../visitor/join-request.ts';
import { aheadOf } from './ahead.ts';
import { decide } from './decide.ts';
import { drawnPlace } from './drawn-place.ts';
import { promisedPlace } from './promised-place.ts';
import { laneOf } from './room-status.ts';
import { roomNamed, type Room } from './rooms.ts';
import type { SnapshotMemory } from './snapshot-memory.ts';
import { decidedStanding, type Settled, type Standing, type Visit } from './standing.ts';

type Placed = Extract<ArrivalOutcome, { kind: 'placed' }>;
type Deps = {
  memory: SnapshotMemory;
  rooms: RoomClient;
  placeKeys: KeyRing;
  checkHuman: CheckHuman;
};

export type Admission = ReturnType<typeof createAdmission>;

/** Carries out what `decide` decides: joins and restores, each at most once. */
export function createAdmission({ memory, rooms, placeKeys, checkHuman }: Deps) {
  async function settle(visit: Visit): Promise<Settled> {
    const { room, visitor, mayJoin } = visit;
    const hasSession = visitor.session !== undefined;
    const drawn = visitor.place && drawnPlace(visitor.place, room.snapshot);
    const place = drawn && promisedPlace(drawn, room.snapshot);
    const hasLogin = mayJoin && place === undefined && bringsLogin(visit);
    const decision = decide({ mayJoin, place, hasSession, hasLogin }, room);
    if (decision.kind === 'challenge') {
      const check = await checkHuman(visit);
      return check.kind === 'human'
        ? arrive(visit, undefined)
        : { standing: check.standing, room, grants: {} };
    }
    if (decision.kind === 'join') {
      return arrive(visit, undefined);
    }
    if (decision.kind === 'restore') {
      return arrive(visit, decision.place);
    }
    // A number that was drawn meanwhile, or a first estimate, is written into the place once.
    const grants = place === visitor.place ? {} : await granted(place);
    return { standing: decidedStanding(decision), room, grants };
  }

  async function granted(place: Place | undefined): Promise<Grants> {
    return place === undefined
      ? {}
      : { placeToken: await placeToken.sign(placeKeys, place, PLACE_LIFETIME_SECONDS) };
  }

  /** Takes a new place, or the old one again under its number in the room's new epoch. */
  async function arrive(visit: Visit, old: Place | undefined): Promise<Settled> {
    const arrival =
      old === undefined ? newcomerArrival(visit) : { ...arrivalOf(old), ...loginOf(visit) };
    const seen = old && watermarkSeen(visit.room, old);
    const outcome = await rooms.arrive(visit.trace, visit.room.id, arrival, seen);
    if (outcome.kind !== 'placed') {
      return { standing: unplacedStanding(outcome, old), room: visit.room, grants: {} };
    }
    const room = await roomOfEpoch(visit.room, outcome.epoch);
    const place = promisedPlace(
      placedOf(room, outcome.placed.placeId ?? arrival.id, outcome, old),
      room.snapshot,
    );
    const grants = await granted(place);
    const decision = decide({ mayJoin: false, place, hasSession: false }, room);
    return { standing: decidedStanding(decision), room, grants };
  }

  /** A place of a newer epoch proves the snapshot old. */
  async function roomOfEpoch(room: Room, epoch: number): Promise<Room> {
    if (room.snapshot === undefined || room.snapshot.epoch >= epoch) {
      return room;
    }
    return roomNamed(room.id, await memory.renewed()) ?? room;
  }

  return { settle, restore: arrive };
}

function bringsLogin({ join }: Visit): boolean {
  return join !== undefined && loginOfJoin(join) !== undefined;
}

/** How far the line had come when this edge last heard of the epoch that an old place is from. */
function watermarkSeen({ snapshot, before }: Room, old: Place): number | undefined {
  // The origin may say "lost" before the snapshot of the new epoch has come.
  const ofThatEpoch = [snapshot, before].find((known) => known?.epoch === old.epoch);
  const calledUpTo = ofThatEpoch?.calledUpTo ?? 0;
  return calledUpTo > 0 ? calledUpTo : undefined;
}

function unplacedStanding(
  outcome: Exclude<ArrivalOutcome, Placed>,
  old: Place | undefined,
): Standing {
  if (outcome.kind === 'away') {
    return { kind: 'away', place: old };
  }
  return outcome.kind === 'refused' ? outcome : { kind: 'refused', code: 'room_rejecting' };
}

/** The place that an arrival has got; what an old one knew of itself it keeps. */
function placedOf(
  room: Room,
  id: string,
  { epoch, placed }: Placed,
  old: Place | undefined,
): Place {
  const { number, ticket, called } = placed;
  const lane = placed.lane ?? old?.lane ?? 'main';
  return {
    room: room.id,
    id,
    number,
    ticket: ticket ?? old?.ticket ?? null,
    lane,
    epoch,
    aheadAtJoin: old?.aheadAtJoin ?? aheadAtArrival({ number, lane }, epoch, room),
    called,
    promise: old?.promise ?? null,
  };
}

function arrivalOf({ id, lane, number, ticket }: Place): Arrival {
  return {
    id,
    ...(lane === 'main' ? {} : { lane }),
    ...(number === null ? {} : { number }),
    ...(ticket === null ? {} : { ticket }),
  };
}

function aheadAtArrival(
  { number, lane }: Pick<Place, 'number' | 'lane'>,
  epoch: number,
  { snapshot }: Room,
): number {
  return snapshot?.epoch === epoch && number !== null
    ? aheadOf(number, laneOf({ lane }, snapshot))
    : 0;
}
