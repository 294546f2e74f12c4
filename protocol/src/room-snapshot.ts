import { z } from 'zod';
import { placeId } from './place.ts';
import { roomId } from './room-id.ts';
import { numberRange } from './room-revocations.ts';
import { roomSettings } from './room-settings.ts';

const count = z.number().int().nonnegative();

/** Events counted in Redis, by all origins together. */
const roomTotals = z.object({
  entered: count,
  /** Calls that nobody claimed. */
  noShow: count,
  /** Missed its call and came back in time. */
  returned: count,
  left: count,
  completed: count,
  revoked: count,
});
const NO_TOTALS = { entered: 0, noShow: 0, returned: 0, left: 0, completed: 0, revoked: 0 };

/** What the edge knows about a room: small, at most a second old while the origin answers. */
export const roomSnapshot = z.object({
  room: roomId,
  epoch: z.number().int().positive(),
  settingsVersion: count,
  settings: roomSettings,
  issued: count,
  /** The watermark: every number at or below it has been called. */
  calledUpTo: count,
  waiting: count,
  called: count,
  active: count,
  /** Entries in the last 60 seconds. */
  entriesLastMinute: count,
  /** What has happened since Redis holds the room. */
  totals: roomTotals.default(NO_TOTALS),
  /** Waves that an operator has ended: their places learn it at the door, without waiting for their turn. */
  revokedNumbers: z.array(numberRange).default([]),
  /** Redis time of the reading, ms since 1970. */
  takenAt: z.number().int().positive(),
});
export type RoomSnapshot = z.infer<typeof roomSnapshot>;

/** `GET /internal/rooms` */
export const roomSnapshots = z.object({ rooms: z.array(roomSnapshot) });

/** `POST /internal/rooms/:room/arrivals`: new places, or old ones that survived a loss of Redis. */
export const arrivalsBody = z.strictObject({
  arrivals: z
    .array(
      z.strictObject({
        id: placeId,
        /** The number that the place already carries, from an earlier epoch. */
        number: z.number().int().positive().optional(),
      }),
    )
    .min(1)
    .max(256),
  /** The watermark that this edge had seen in the epoch before, when old places come back. */
  calledUpTo: z.number().int().positive().optional(),
});
export type ArrivalsBody = z.infer<typeof arrivalsBody>;
export type Arrival = ArrivalsBody['arrivals'][number];

export const arrivalsReply = z.object({
  epoch: z.number().int().positive(),
  places: z.array(
    z.object({ id: placeId, number: z.number().int().positive(), called: z.boolean() }),
  ),
});
export type ArrivalsReply = z.infer<typeof arrivalsReply>;

/**
 * Why `enter` did not let a place in.
 * waiting: not called yet · full: called, at the door, turn kept · ended: left, completed, lapsed for good
 * · lost: the place is older than the room's memory and must be restored · rejecting: the room takes nobody
 * · required: no place at all · unavailable: Redis is away and there is no valid session
 */
export const enterRefusal = z.enum([
  'waiting',
  'full',
  'ended',
  'lost',
  'rejecting',
  'required',
  'unavailable',
]);
export type EnterRefusal = z.infer<typeof enterRefusal>;

/** `POST /internal/rooms/:room/enter` when the place is in; refusals are problems. */
export const enterReply = z.object({ state: z.literal('active'), expiresAt: z.iso.datetime() });
