import {
  enterReply,
  ROOM_SESSION_HEADER,
  roomSnapshots,
  type Arrival,
  type EnterRefusal,
  type Place,
  type RoomSnapshot,
} from '@frontrow/protocol';
import { createAskArrivals, outcomeFor, type ArrivalOutcome } from '../arrivals/ask-arrivals.ts';
import type { Trace } from '../incoming.ts';
import type { CallOrigin, OriginCall } from './call-origin.ts';
import { readJson, readRefusal } from './read-answer.ts';

const SNAPSHOT_TIMEOUT_MS = 1000;
const ARRIVAL_TIMEOUT_MS = 2000;
const ENTER_TIMEOUT_MS = 3000;

export type { ArrivalOutcome };

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
  const askArrivals = createAskArrivals({ callOrigin, timeoutMs: ARRIVAL_TIMEOUT_MS });
  return {
    async snapshots() {
      const answer = await callOrigin(snapshotsCall());
      return (await readJson(answer, roomSnapshots))?.rooms;
    },

    async arrive(trace, room, arrival, calledUpTo) {
      const arrivals = [arrival];
      const body = calledUpTo === undefined ? { arrivals } : { arrivals, calledUpTo };
      return outcomeFor(arrival.id, await askArrivals({ room, body, trace }));
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

function placeCall(name: 'enter' | 'extend' | PlaceEnd, trace: Trace, place: Place): OriginCall {
  return {
    method: 'POST',
    target: `/internal/rooms/${place.room}/${name}`,
    trace,
    place,
    timeoutMs: ENTER_TIMEOUT_MS,
  };
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
