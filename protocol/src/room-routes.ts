import { z } from 'zod';

/** What a room guards: a path with everything below it, on one host or on any. */
export const roomRoute = z.strictObject({
  /** Lower case; null for any host. */
  host: z
    .string()
    .regex(/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/, 'A host name in lower case, without a port.')
    .nullable(),
  /** Lower case, without `/api` in front and without a slash at the end, except for `/` itself. */
  path: z
    .string()
    .max(200)
    .regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?$/, 'A path such as /concerts/42.'),
});
export type RoomRoute = z.infer<typeof roomRoute>;
