import { z } from 'zod';
import { roomId } from './room-id.ts';
import { limitReason } from './room-snapshot.ts';

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();

/** How the origins did in their latest windows of some seconds, all together; null where too little was asked. */
export const originLoad = z.object({
  origins: count,
  /** Requests that went through admission and are finished. */
  requests: count,
  p95Ms: ms.nullable(),
  /** Share of them answered with a 5xx. */
  errorShare: z.number().min(0).max(1).nullable(),
  /** How late the event loop was, 90th percentile. */
  eventLoopDelayMs: ms,
  /** How long requests waited for a database connection, 95th percentile. */
  poolWaitMs: ms,
});
export type OriginLoad = z.infer<typeof originLoad>;

/** Why the controller did what it did in a step. */
export const controlReason = z.enum([
  /** Lowered: the shop's 95th percentile, its errors, or its event loops and database pools are over their bounds. */
  'slow_origin',
  'failing_origin',
  'busy_origin',
  /** Held: over a bound, but for one window only, which may be chance. */
  'first_sign',
  /** Held: lowered a moment ago; what that brings is not to be seen yet. */
  'cooling_down',
  /** Held: more visitors are still inside than the cap; a lower one would change nothing. */
  'settling',
  /** Held: over a bound, and as low as the operator allows. */
  'at_floor',
  /** Held: under the bounds, but not by enough to let more in. */
  'near_target',
  /** Held: no origin has told how it does. */
  'no_measurement',
  /** Raised: all is well. */
  'healthy',
  /** All is well, and nothing is held back. */
  'at_ceiling',
  /** The cap follows the seats left. */
  'stock',
  /** No seat is left and none is held: the line is dissolved. */
  'sold_out',
  /** The operator has switched the controller off. */
  'not_controlled',
]);
export type ControlReason = z.infer<typeof controlReason>;

/** What is in force besides the settings: the lower of both counts. */
export const roomLimits = z.object({
  activeUsers: count,
  usersPerMinute: count,
  reason: limitReason.nullable(),
  soldOut: z.boolean(),
});
export type RoomLimits = z.infer<typeof roomLimits>;

export const controlStep = z.object({
  /** Redis time, ms since 1970. */
  at: z.number().int().positive(),
  reason: controlReason,
  /** The same for people, with the figures that decided. */
  sentence: z.string(),
  limits: roomLimits,
});
export type ControlStep = z.infer<typeof controlStep>;

/** `GET /api/admin/rooms/:room/control` */
export const roomControlView = z.object({
  room: roomId,
  controlled: z.boolean(),
  stockLimited: z.boolean(),
  /** null while no origin has told how it does. */
  load: originLoad.nullable(),
  /** The latest step, also where it changed nothing; null before the first one. */
  latest: controlStep.nullable(),
  /** The steps that changed something, newest first. */
  steps: z.array(controlStep),
});
export type RoomControlView = z.infer<typeof roomControlView>;
