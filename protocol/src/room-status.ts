import { z } from 'zod';
import { roomId } from './room-id.ts';

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
]);

/** Why a line stands still or moves differently from what one would expect; null when it just moves. */
export const roomReason = z.enum(['paused', 'full', 'holding_place', 'unavailable']);
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
  /** null when nothing honest can be said. */
  etaSeconds: z.number().int().nonnegative().nullable(),
  /** Share of the way done since joining, 0 to 1. */
  progress: z.number().min(0).max(1).nullable(),
  nextPollSeconds: z.number().positive().nullable(),
  /** When the room session ends, once active. */
  sessionExpiresAt: z.iso.datetime().nullable(),
});
export type RoomStatus = z.infer<typeof roomStatus>;
