import { z } from 'zod';

/** Shapes that several API schemas share. */

/** Database ids: positive integers below 2^53. */
export const id = z.number().int().positive();
/** A whole number in a path or query string has one spelling: not `1e3`, `0x10` or ` 5`. */
const digits = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,15})$/)
  .transform(Number);
/** An id in a path or query string. */
export const idParam = digits.pipe(id);
/** Points are whole numbers; one point is one won. */
export const points = z.number().int().nonnegative();
export const timestamp = z.iso.datetime();

/** Client keys for requests that must happen once: 8 to 64 letters, digits, `-`, `_`. */
export const idempotencyKey = z.string().regex(/^[\w-]{8,64}$/);

export const pageQuery = z.object({
  cursor: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/)
    .optional(),
  limit: digits.pipe(z.number().int().min(1).max(100)).default(20),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export type Page<T> = { items: T[]; nextCursor: string | null };
