import { z } from 'zod';
import { closedDraw, openDraw, roomEventView } from './room-events.ts';
import { roomId } from './room-id.ts';
import { lane, ticket } from './ticket.ts';

/** A waiting visitor is never told to poll less often than this. After a loss the room waits as long. */
export const LONGEST_POLL_SECONDS = 34.5;

export const roomState = z.enum([
  /** In line; poll again after `nextPollSeconds`. */
  'waiting',
  /** The turn has come: enter now. */
  'called',
  /** Inside: the shop answers. */
  'active',
  /** No place, and none wanted: the room is suspended. */
  'open',
  /** The room takes no new visitors. */
  'rejecting',
  /** Not joined yet: the visitor proves first that it is human, see `turnstile`. */
  'challenge',
]);

/** Why a line stands still or moves differently from what one would expect; null when it just moves. */
export const roomReason = z.enum([
  'paused',
  'full',
  'holding_place',
  'unavailable',
  /** A ticket is held: the event has not started yet. */
  'prequeue',
  /** A ticket is held: the room draws at random, and the next draw has not been made. */
  'draw',
  /** Nobody joins any more; the line is served to its end. */
  'draining',
  /** The room is slower than its settings because the shop is slow, failing or busy. */
  'slow_shop',
  /** Only few seats are left, so that only few visitors are let in. */
  'few_seats',
  /** With `rejecting`: every seat is sold. */
  'sold_out',
  /** The estimate has grown because the visitors inside take longer than those before them. */
  'slower',
]);
export type RoomReason = z.infer<typeof roomReason>;

/**
 * `GET /rooms/:room/status` and the other room calls at the edge.
 * 200 when called, active or open; 202 with Retry-After while waiting; 503 when the room is away.
 */
export const roomStatus = z.object({
  room: roomId,
  state: roomState,
  reason: roomReason.nullable(),
  /** What the operator says, in the asker's language; plain text. */
  message: z.string().nullable(),
  number: z.number().int().positive().nullable(),
  /** 1 is next. */
  position: z.number().int().positive().nullable(),
  /** Upper bound of visitors before this one. */
  ahead: z.number().int().nonnegative().nullable(),
  waiting: z.number().int().nonnegative().nullable(),
  lane: lane.default('main'),
  /** Percent of the calls that the priority lane gets while both lanes have visitors; null without such a lane. */
  priorityShare: z.number().int().nullable().default(null),
  /** The middle of the estimate (P50); null when nothing honest can be said. */
  etaSeconds: z.number().int().nonnegative().nullable(),
  /** 9 of 10 are in by then (P90); null with `etaSeconds`. */
  etaLatestSeconds: z.number().int().nonnegative().nullable().default(null),
  /** Share of the way done since joining, 0 to 1. */
  progress: z.number().min(0).max(1).nullable(),
  nextPollSeconds: z.number().positive().nullable(),
  /** When the room session ends, once active. */
  sessionExpiresAt: z.iso.datetime().nullable(),
  /** Once active: whether using the shop, or entering again, gives a whole session anew. */
  sessionRenews: z.boolean().nullable().optional(),
  /** What the room waits for or is in the middle of. */
  event: roomEventView.nullable().default(null),
  /** The server's clock when this was said: countdowns go by it. */
  serverTime: z.iso.datetime().nullable().default(null),
  /** The visitor's ticket; stays after the draw. */
  ticket: ticket.nullable().default(null),
  /** The ticket's draw: only its commitment until it is made, then all that its order can be checked with. */
  draw: z.union([closedDraw, openDraw]).nullable().default(null),
  /** What the widget needs, while `state` is `challenge`. */
  turnstile: z
    .object({ siteKey: z.string(), scriptUrl: z.url(), mode: z.string() })
    .nullable()
    .default(null),
});
export type RoomStatus = z.infer<typeof roomStatus>;

/** `POST /rooms/:room/join`; the whole body may be missing. */
export const joinBody = z.object({
  /** The token of Turnstile's widget, after a `challenge`. */
  turnstile: z.string().min(1).max(2048).optional(),
});
