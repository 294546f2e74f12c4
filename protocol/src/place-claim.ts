import { z } from 'zod';

/** How long a place keeps what it has, without asking for anything more. */
export const placeClaim = z.object({
  /** `waiting`: nothing runs out yet, or its turn can still be had again. `gone`: it is over. */
  state: z.enum(['waiting', 'called', 'active', 'gone']),
  /** Until its call lapses, or its session ends; null where neither runs. */
  secondsLeft: z.number().int().nonnegative().nullable(),
});
export type PlaceClaim = z.infer<typeof placeClaim>;
