import { z } from 'zod';

/** Everybody stands in `main`; a presale code opens `priority`. Each lane has numbers of its own. */
export const lane = z.enum(['main', 'priority']);
export type Lane = z.infer<typeof lane>;

/** What a visitor gets instead of a number while a draw is open: the draw decides the order. */
export const ticket = z.object({
  draw: z.number().int().positive(),
  /** 0 for the first who came. */
  index: z.number().int().nonnegative(),
});
export type Ticket = z.infer<typeof ticket>;
