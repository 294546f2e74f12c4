import { z } from 'zod';
import { placeId } from './place.ts';
import { closedDraw, openDraw, roomEventView } from './room-events.ts';
import { roomId } from './room-id.ts';
import { numberRange } from './room-revocations.ts';
import { roomRoute } from './room-routes.ts';
import { roomSettings } from './room-settings.ts';
import { lane, ticket } from './ticket.ts';

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
  /** Entered before the likely time that they had first been told, between it and the latest, or after. */
  etaEarly: count.default(0),
  etaWithin: count.default(0),
  etaLate: count.default(0),
});
const NO_TOTALS = {
  entered: 0,
  noShow: 0,
  returned: 0,
  left: 0,
  completed: 0,
  revoked: 0,
  etaEarly: 0,
  etaWithin: 0,
  etaLate: 0,
};

const NO_LANE = { issued: 0, calledUpTo: 0, waiting: 0 };

/** How the line has moved lately, measured in Redis. */
const roomFlow = z.object({
  /** Entries a second, exponentially weighted over about a minute. */
  entriesPerSecond: z.number().nonnegative(),
  /** Variance of that rate from one 10 s window to the next. */
  variance: z.number().nonnegative(),
  /** Share of the called who come, 0.1 to 1. */
  showUp: z.number().min(0).max(1),
  /** From the call to the entry, ms. */
  claimDelayMs: z.number().nonnegative(),
});
const UNKNOWN_FLOW = { entriesPerSecond: 0, variance: 0, showUp: 1, claimDelayMs: 0 };

/** What holds the room below its settings just now; null when nothing does. */
export const limitReason = z.enum(['slow_origin', 'failing_origin', 'busy_origin', 'stock']);
export type LimitReason = z.infer<typeof limitReason>;

/** What the edge knows about a room: small, at most a second old while the origin answers. */
export const roomSnapshot = z.object({
  room: roomId,
  epoch: z.number().int().positive(),
  settingsVersion: count,
  settings: roomSettings,
  issued: count,
  /** The watermark: every number at or below it has been called. */
  calledUpTo: count,
  /** In all lanes, with those whose ticket is not drawn yet. */
  waiting: count,
  called: count,
  active: count,
  /** The lane that presale codes open; the other numbers here are of the main lane. */
  priority: z.object({ issued: count, calledUpTo: count, waiting: count }).default(NO_LANE),
  /** Entries in the last 60 seconds. */
  entriesLastMinute: count,
  /** What has happened since Redis holds the room. */
  totals: roomTotals.default(NO_TOTALS),
  /** Waves that an operator has ended: their places learn it at the door, without waiting for their turn. */
  revokedNumbers: z.array(numberRange).default([]),
  flow: roomFlow.default(UNKNOWN_FLOW),
  /** The cap and the rate in force: those of the settings, or lower. */
  limits: z
    .object({ activeUsers: count, usersPerMinute: count, reason: limitReason.nullable() })
    .nullable()
    .default(null),
  /** No seat is left and none is held: the line is dissolved. */
  soldOut: z.boolean().default(false),
  /** The event that is on or that the room waits for; the settings here are already the effective ones. */
  event: roomEventView.nullable().default(null),
  openDraw: openDraw.nullable().default(null),
  /** The latest draws with their keys, newest first. */
  draws: z.array(closedDraw).default([]),
  /** What the room guards; none: the whole shop. */
  routes: z.array(roomRoute).default([]),
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
        /** The ticket that it carries from an earlier epoch, not drawn yet. */
        ticket: ticket.optional(),
        lane: lane.optional(),
        /** Whose network it is, for the limit of joins: an IPv4 /24 or IPv6 /48; never written down. */
        network: z.string().max(64).optional(),
        /** The login of whoever joins a room that asks for one. */
        login: z.string().max(64).optional(),
      }),
    )
    .min(1)
    .max(256),
  /** The watermark that this edge had seen in the epoch before, when old places come back. */
  calledUpTo: z.number().int().positive().optional(),
});
export type ArrivalsBody = z.infer<typeof arrivalsBody>;
export type Arrival = ArrivalsBody['arrivals'][number];

/**
 * rejecting: the room takes nobody · network_limit: too many joins from one network in a minute
 * · login_required: no login, or one that has ended
 */
export const arrivalRefusal = z.enum(['rejecting', 'network_limit', 'login_required']);
export type ArrivalRefusal = z.infer<typeof arrivalRefusal>;

export const arrivalsReply = z.object({
  epoch: z.number().int().positive(),
  places: z.array(
    z.object({
      id: placeId,
      /** null for a ticket that is not drawn yet. */
      number: z.number().int().positive().nullable(),
      ticket: ticket.nullable(),
      called: z.boolean(),
      /** Where it waits under its number: a repeated join may find it in another lane than it was made in. */
      lane: lane.optional(),
      /** No place was given to this one; the others of the batch have theirs. */
      refused: arrivalRefusal.nullable().default(null),
      /** The place that its account has already: it is this one. */
      placeId: placeId.optional(),
      /** When another try may succeed, where that is known. */
      retryAfterSeconds: z.number().int().positive().optional(),
    }),
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
