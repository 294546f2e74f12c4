import { MIN_SCALE } from '@frontrow/db';

/** What the loader of the database takes: see `npm run db:load -- --help`. */
export const SCALE = { atLeast: MIN_SCALE, atMost: 1 };
export const SEED = { atLeast: 0, atMost: 2 ** 32 - 1, whole: true };
