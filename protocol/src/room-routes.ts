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
    .regex(
      /^\/(?:[a-z\d_.~-]+(?:\/[a-z\d_.~-]+)*)?$/,
      'A path in lower case without a slash at its end, such as /concerts/42.',
    ),
});
export type RoomRoute = z.infer<typeof roomRoute>;

/**
 * First segments of what buyers of every room need, pages and API alike. A buyer inside any room is served
 * there, so that no room may take them for itself.
 */
export const COMMON_PATHS: ReadonlySet<string> = new Set([
  'accounts',
  'layouts',
  'login',
  'logins',
  'me',
  'reservations',
  'signup',
  'tickets',
  'wallet',
]);

/** First segments of what no room guards at all; `/api` is left out of a route. */
const NOT_GUARDED: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'assets',
  'aws-vwr',
  'healthz',
  'internal',
  'rooms',
]);

const MOST_ROUTES = 100;

/** A route that an operator gives to a room. */
export const newRoomRoute = roomRoute
  .refine(({ path }) => !/\/\.{1,2}(?:\/|$)/.test(path), {
    path: ['path'],
    message: 'A path without . and .. segments.',
  })
  .refine(({ path }) => !NOT_GUARDED.has(firstSegment(path)), {
    path: ['path'],
    message: 'No room guards this path. A route such as /concerts/42 covers page and API.',
  })
  .refine(({ path }) => !COMMON_PATHS.has(firstSegment(path)), {
    path: ['path'],
    message: 'This path serves the buyers of every room; none can have it for itself.',
  })
  .refine(({ host, path }) => host !== null || path !== '/', {
    path: ['path'],
    message: 'The whole shop is what the room "main" covers; name a host or a longer path.',
  });

/** All routes of a room that are not derived from its concert. */
export const newRoomRoutes = z.array(newRoomRoute).max(MOST_ROUTES);

function firstSegment(path: string): string {
  return path.split('/')[1] ?? '';
}
