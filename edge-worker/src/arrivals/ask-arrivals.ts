import {
  arrivalsReply,
  type ArrivalRefusal,
  type ArrivalsBody,
  type ArrivalsReply,
} from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';
import type { CallOrigin, OriginCall } from '../origin/call-origin.ts';
import { readJson, readProblemCode } from '../origin/read-answer.ts';

type Deps = { callOrigin: CallOrigin; timeoutMs: number };
type Batch = { room: string; body: ArrivalsBody; trace: Trace };

/** What the origin said to a batch of arrivals. */
export type BatchOutcome =
  | { kind: 'placed'; epoch: number; places: ReadonlyMap<string, PlacedArrival> }
  | { kind: 'rejecting' }
  | { kind: 'away' };

type PlacedArrival = ArrivalsReply['places'][number];

/** What the room said to one of them. */
export type ArrivalOutcome =
  | { kind: 'placed'; epoch: number; placed: PlacedArrival }
  | { kind: 'rejecting' }
  | { kind: 'refused'; code: 'too_many_requests' | 'login_required'; retryAfterSeconds?: number }
  | { kind: 'away' };

export type AskArrivals = ReturnType<typeof createAskArrivals>;

/** `POST /internal/rooms/:room/arrivals`, asked again once when no answer came: a place that is known keeps what it has. */
export function createAskArrivals({ callOrigin, timeoutMs }: Deps) {
  return async function askArrivals(batch: Batch): Promise<BatchOutcome> {
    const call = arrivalsCall(batch, timeoutMs);
    return readBatch((await callOrigin(call)) ?? (await callOrigin(call)));
  };
}

/** What the batch's outcome is for one of those who were in it. */
export function outcomeFor(id: string, batch: BatchOutcome): ArrivalOutcome {
  if (batch.kind !== 'placed') {
    return batch;
  }
  const placed = batch.places.get(id);
  if (placed === undefined) {
    return { kind: 'away' };
  }
  return placed.refused === null
    ? { kind: 'placed', epoch: batch.epoch, placed }
    : refusedOutcome(placed.refused, placed.retryAfterSeconds);
}

function refusedOutcome(refused: ArrivalRefusal, seconds: number | undefined): ArrivalOutcome {
  if (refused === 'rejecting') {
    return { kind: 'rejecting' };
  }
  const code = refused === 'network_limit' ? 'too_many_requests' : 'login_required';
  return {
    kind: 'refused',
    code,
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

const encoder = new TextEncoder();

function arrivalsCall({ room, body, trace }: Batch, timeoutMs: number): OriginCall {
  return {
    method: 'POST',
    target: `/internal/rooms/${room}/arrivals`,
    trace,
    place: null,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: new Uint8Array(encoder.encode(JSON.stringify(body))),
    timeoutMs,
  };
}

async function readBatch(answer: Response | undefined): Promise<BatchOutcome> {
  if (answer?.status === 403) {
    return { kind: (await readProblemCode(answer)) === 'room_rejecting' ? 'rejecting' : 'away' };
  }
  const reply = await readJson(answer, arrivalsReply);
  return reply === undefined
    ? { kind: 'away' }
    : {
        kind: 'placed',
        epoch: reply.epoch,
        places: new Map(reply.places.map((place) => [place.id, place])),
      };
}
