import { z } from 'zod';
import { placeId } from './place.ts';
import { id } from './values.ts';

/** The room's Redis writes numbers of up to 14 digits exactly; no line gets there. */
export const MAX_PLACE_NUMBER = 99_999_999_999_999;
const number = z.number().int().positive().max(MAX_PLACE_NUMBER);

/** Numbers of places, both ends included. */
export const numberRange = z.object({ from: number, to: number });
export type NumberRange = z.infer<typeof numberRange>;

/** `POST /api/admin/rooms/:room/revocations`: who is out for good: a place, a wave, or all of the epoch. */
export const revocationBody = z.union([
  z.strictObject({ placeId }),
  z.strictObject({
    numbers: z
      .strictObject(numberRange.shape)
      .refine(({ from, to }) => from <= to, 'A wave begins before it ends.'),
  }),
  z.strictObject({ epoch: z.literal(true) }),
]);
export type RevocationBody = z.infer<typeof revocationBody>;

export const revocationView = z.object({
  id,
  room: z.string(),
  placeId: placeId.nullable(),
  numbers: numberRange.nullable(),
  /** Places ended at once; the others end with their next request. null: Redis is away, it takes effect when it is back. */
  endedNow: z.number().int().nonnegative().nullable(),
});
export type RevocationView = z.infer<typeof revocationView>;
