import { z } from 'zod';
import { place, placeId } from './place.ts';
import { typedCode } from './room-codes.ts';

/** `POST /rooms/:room/recovery`: what moves this place to another browser. */
export const recoveryReply = z.object({
  code: z.string(),
  /** Opens the room's page and offers the code there. */
  url: z.url(),
  /** The same as a QR code: an SVG. */
  qr: z.string(),
});
export type RecoveryReply = z.infer<typeof recoveryReply>;

/** `POST /rooms/:room/recovery/claim` at the edge. */
export const claimBody = z.strictObject({ code: typedCode });

/** `POST /internal/rooms/:room/recovery`, with the place that the edge vouches for. */
export const newRecoveryReply = z.object({ code: z.string() });

/** `POST /internal/rooms/:room/recovery-claims` */
export const claimCall = claimBody.extend({
  /** The id that the place has from now on: new, or the same again for a repeated claim. */
  placeId,
  network: z.string().max(64).optional(),
});
export const claimReply = z.object({ place });
