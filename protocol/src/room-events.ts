import { z } from 'zod';
import { roomId } from './room-id.ts';
import { timestamp } from './values.ts';

const hex64 = z.string().regex(/^[\da-f]{64}$/);
const count = z.number().int().nonnegative();

/** Ids of events' draws are above this, the same in every epoch of the room; other draws have smaller ones. */
const EVENT_DRAWS = 1_000_000_000_000;

export function eventDrawId(eventId: number): number {
  return EVENT_DRAWS + eventId;
}

/** The permutation that turns tickets into numbers; see `draw-order.ts`. */
export const DRAW_VERSION = 'feistel-sha256-1';

/** A draw that still takes tickets. */
export const openDraw = z.object({
  id: z.number().int().positive(),
  /** SHA-256 of the key, published before the first ticket is given; null where the order is that of arrival. */
  commitment: hex64.nullable(),
  /** Tickets given so far. */
  tickets: count,
});
/** A draw whose key is public: ticket `i` of `n` has the number `base + 1 + order(key, n, i)`. */
export const closedDraw = z.object({
  id: z.number().int().positive(),
  commitment: hex64.nullable(),
  /** 32 bytes in hex; null where the order is that of arrival. */
  key: hex64.nullable(),
  version: z.string(),
  base: count,
  n: count,
});
export type ClosedDraw = z.infer<typeof closedDraw>;

/** before: announced · prequeue: tickets are given · running: the sale is on */
export const eventPhase = z.enum(['before', 'prequeue', 'running']);
export type EventPhase = z.infer<typeof eventPhase>;

/** What everybody may know of an event. */
export const roomEventView = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  phase: eventPhase,
  /** null: no pre-queue. */
  prequeue_start_time: timestamp.nullable(),
  event_start_time: timestamp,
  event_end_time: timestamp,
  shuffle_at_event_start: z.boolean(),
  /** SHA-256 of the key of its draw, known from the day on which the event was made; null where nothing is shuffled. */
  commitment: hex64.nullable().default(null),
});
export type RoomEventView = z.infer<typeof roomEventView>;

/** `GET /rooms/:room/draws` at the edge: all that is needed to check a draw, open to everybody. */
export const publicDraws = z.object({
  room: roomId,
  /** Redis time of the reading; null while the room cannot be read. */
  asOf: timestamp.nullable(),
  /** The event that is on or comes next, with the commitment to its key. */
  event: roomEventView.nullable(),
  open: openDraw.nullable(),
  /** The latest draws with their keys, newest first. */
  draws: z.array(closedDraw),
});
export type PublicDraws = z.infer<typeof publicDraws>;
