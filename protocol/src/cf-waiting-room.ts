import { z } from 'zod';
import { roomStatus } from './room-status.ts';

const minutes = z.number().int().nonnegative();

/**
 * What Cloudflare Waiting Room answers a program that waits, field by field, so that apps written
 * for it work here unchanged. Nothing of ours is ever added inside. Fields that a feature or another
 * queueing method would fill hold what their documentation says for its absence.
 */
export const cfWaitingRoom = z.strictObject({
  inWaitingRoom: z.literal(true),
  waitTimeKnown: z.boolean(),
  /** Valid when `waitTimeKnown`, else 0. */
  waitTime: minutes,
  /** The percentiles are valid for `random` alone. */
  waitTime25Percentile: minutes,
  waitTime50Percentile: minutes,
  waitTime75Percentile: minutes,
  /** In English, or "unavailable". */
  waitTimeFormatted: z.string(),
  queueIsFull: z.boolean(),
  queueAll: z.boolean(),
  /** The visitor's last attempt that counted; the next one may come `refreshIntervalSeconds` later. */
  lastUpdated: z.iso.datetime({ precision: 3 }),
  /** 0 under `reject`: asking again is of no use. */
  refreshIntervalSeconds: z.number().int().nonnegative(),
  queueingMethod: z.enum(['fifo', 'random', 'passthrough', 'reject']),
  isFIFOQueue: z.boolean(),
  isRandomQueue: z.boolean(),
  isPassthroughQueue: z.boolean(),
  isRejectQueue: z.boolean(),
  isEventActive: z.boolean(),
  isEventPrequeueing: z.boolean(),
  timeUntilEventStart: minutes,
  timeUntilEventStartFormatted: z.string(),
  timeUntilEventEnd: minutes,
  timeUntilEventEndFormatted: z.string(),
  shuffleAtEventStart: z.boolean(),
  /** An HTML tag, or empty. */
  turnstile: z.string(),
  infiniteQueue: z.boolean(),
});
export type CfWaitingRoom = z.infer<typeof cfWaitingRoom>;

/** What a room call answers; Cloudflare's view is there for apps that ask for JSON, while they are held. */
export const roomCallReply = roomStatus.extend({ cfWaitingRoom: cfWaitingRoom.optional() });

/** What a page of the shop answers an app that asked for it as JSON and must wait. */
export const heldPageReply = z.object({ room: roomStatus, cfWaitingRoom });
