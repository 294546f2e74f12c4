import {
  arrivalsReply,
  enterReply,
  ROOM_SESSION_HEADER,
  roomSnapshots,
  type Arrival,
  type ArrivalsBody,
  type ArrivalsReply,
  type EnterRefusal,
  type Place,
  type RoomSnapshot,
} from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';
import type { CallOrigin, OriginCall } from './call-origin.ts';
import { readJson, readProblemCode, readRefusal } from './read-answer.ts';

const SNAPSHOT_TIMEOUT_MS = 1000;
const ARRIVAL_TIMEOUT_MS = 2000;
const ENTER_TIMEOUT_MS = 3000;

export type ArrivalOutcome =
  | { kind: 'placed'; epoch: number; placed: ArrivalsReply['places'][number] }
  | { kind: 'rejecting' }
  | { kind: 'away' };

export type EnterOutcome =
  | { kind: 'active'; expiresAt: string; sessionToken: string | undefined }
  | { kind: 'refused'; reason: EnterRefusal }
  | { kind: 'away' };

/** The visitor leaves; the shop completes or revokes. */
export type PlaceEnd = 'leave' | 'complete' | 'revoke';

/** The calls by which the edge asks the origin about rooms. */
export type RoomClient = {
  /** Every room as it is now, or undefined when the origin gave no usable answer. */
  snapshots: () => Promise<RoomSnapshot[] | undefined>;
  /** A new place, or an old one under its number; `calledUpTo` is the watermark seen in its epoch. */
  arrive: (
    trace: Trace,
    room: string,
    arrival: Arrival,
    calledUpTo?: number,
  ) => Promise<ArrivalOutcome>;
  enter: (trace: Trace, place: Place, sessionToken: string | undefined) => Promise<EnterOutcome>;
  /** True when the origin has let go of the place. */
  end: (how: PlaceEnd, trace: Trace, place: Place) => Promise<boolean>;
  /** A whole session again for a place that is inside. */
  extend: (trace: Trace, place: Place) => Promise<EnterOutcome>;
};

export function createRoomClient({ callOrigin }: { callOrigin: CallOrigin }): RoomClient {
  return {
    async snapshots() {
      const answer = await callOrigin(snapshotsCall());
      return (await readJson(answer, roomSnapshots))?.rooms;
    },

    async arrive(trace, room, arrival, calledUpTo) {
      const call = arrivalCall(trace, room, { arrivals: [arrival], calledUpTo });
      // A lost answer is asked for again. The id is the same, so no second place comes of it.
      const answer = (await callOrigin(call)) ?? (await callOrigin(call));
      return readArrival(answer, arrival.id);
    },

    async enter(trace, place, sessionToken) {
      return readEntry(await callOrigin({ ...placeCall('enter', trace, place), sessionToken }));
    },

    async end(how, trace, place) {
      const answer = await callOrigin(placeCall(how, trace, place));
      await answer?.body?.cancel();
      return answer?.ok === true;
    },

    async extend(trace, place) {
      return readEntry(await callOrigin(placeCall('extend', trace, place)));
    },
  };
}

function snapshotsCall(): OriginCall {
  return {
    method: 'GET',
    target: '/internal/rooms',
    trace: { requestId: crypto.randomUUID(), clientIp: 'edge' },
    place: null,
    timeoutMs: SNAPSHOT_TIMEOUT_MS,
  };
}

const encoder = new TextEncoder();

function arrivalCall(trace: Trace, room: string, body: ArrivalsBody): OriginCall {
  return {
    method: 'POST',
    target: `/internal/rooms/${room}/arrivals`,
    trace,
    place: null,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: new Uint8Array(encoder.encode(JSON.stringify(body))),
    timeoutMs: ARRIVAL_TIMEOUT_MS,
  };
}

function placeCall(name: 'enter' | 'extend' | PlaceEnd, trace: Trace, place: Place): OriginCall {
  return {
    method: 'POST',
    target: `/internal/rooms/${place.room}/${name}`,
    trace,
    place,
    timeoutMs: ENTER_TIMEOUT_MS,
  };
}

async function readArrival(answer: Response | undefined, id: string): Promise<ArrivalOutcome> {
  if (answer?.status === 403) {
    return { kind: (await readProblemCode(answer)) === 'room_rejecting' ? 'rejecting' : 'away' };
  }
  const reply = await readJson(answer, arrivalsReply);
  const placed = reply?.places.find((place) => place.id === id);
  return reply === undefined || placed === undefined
    ? { kind: 'away' }
    : { kind: 'placed', epoch: reply.epoch, placed };
}

async function readEntry(answer: Response | undefined): Promise<EnterOutcome> {
  const reason = readRefusal(answer);
  if (reason !== undefined) {
    await answer?.body?.cancel();
    return { kind: 'refused', reason };
  }
  const reply = await readJson(answer, enterReply);
  if (reply === undefined) {
    return { kind: 'away' };
  }
  const sessionToken = answer?.headers.get(ROOM_SESSION_HEADER) ?? undefined;
  return { kind: 'active', expiresAt: reply.expiresAt, sessionToken };
}
