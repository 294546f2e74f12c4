import { z } from 'zod';
import { roomId } from './room-id.ts';
import { createTokenKind } from './signed-token.ts';
import { lane, ticket } from './ticket.ts';

/** 16 random bytes, base64url. */
export const placeId = z.string().regex(/^[\w-]{22}$/);
/**
 * A visitor's place in line. It proves order, never admission.
 * `number` is the order in its lane (1 is first), null until its ticket is drawn; `epoch` counts how often
 * the room lost its memory.
 */
export const place = z.object({
  room: roomId,
  id: placeId,
  number: z.number().int().positive().nullable(),
  /** Kept after the draw, so that the visitor can check its number. */
  ticket: ticket.nullable(),
  lane,
  epoch: z.number().int().positive(),
  /** Visitors before this one when it joined: what its progress is measured against. */
  aheadAtJoin: z.number().int().nonnegative(),
  /** True when the room called this place while it arrived: no snapshot can know it yet. */
  called: z.boolean(),
  /** When it was first told to enter, seconds since 1970: by it the estimates are judged. */
  promise: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
});
export type Place = z.infer<typeof place>;

/** How long a place is remembered by its browser: longer than any on-sale lasts. */
export const PLACE_LIFETIME_SECONDS = 24 * 60 * 60;

export const placeToken = createTokenKind({
  typ: 'frontrow-place+jwt',
  issuer: 'frontrow-edge',
  claims: place,
});

/**
 * The room session that `enter` gives: proof that the origin let this place in until `exp`.
 * It lets visitors who are inside go on while Redis is away, and nobody else.
 */
export const roomSession = z.object({ room: roomId, placeId });
export type RoomSession = z.infer<typeof roomSession>;

export const roomSessionToken = createTokenKind({
  typ: 'frontrow-session+jwt',
  issuer: 'frontrow-origin',
  claims: roomSession,
});
