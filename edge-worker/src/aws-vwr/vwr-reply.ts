import { WAITING_ROOM_SESSION_HEADER, WAITING_ROOM_TOKEN_HEADER } from '@frontrow/protocol';

/**
 * Any page may call, as it may there: no call looks at a cookie, so that another site's page can do
 * nothing in a visitor's name.
 */
const ANY_SITE = { 'access-control-allow-origin': '*' };

const RETRY_SECONDS = '5';

/** There is no key to sign tokens with. */
export const NO_KEY = 'Tokens are not set up here';

export function vwrReply(status: number, body: Record<string, unknown>): Response {
  const headers = new Headers({
    ...ANY_SITE,
    'access-control-expose-headers': `${WAITING_ROOM_TOKEN_HEADER}, ${WAITING_ROOM_SESSION_HEADER}`,
    'cache-control': 'private, no-store',
    'content-type': 'application/json',
    'x-content-type-options': 'nosniff',
  });
  if (status >= 500) {
    headers.set('retry-after', RETRY_SECONDS);
  }
  return new Response(JSON.stringify(body), { status, headers });
}

/** A refusal in the words that its clients know: one member, `error`. */
export function vwrError(status: number, error: string): Response {
  return vwrReply(status, { error });
}

/** The room cannot be asked: the one code that is documented for it. */
export function vwrAway(): Response {
  return vwrError(500, 'The waiting room cannot be asked just now');
}

/** What a browser asks before it lets another site's page call. */
export function preflightReply(methods: readonly string[]): Response {
  const headers = {
    ...ANY_SITE,
    'access-control-allow-headers': 'Content-Type, Authorization, X-Amz-Date, X-Api-Key',
    'access-control-allow-methods': methods.join(', '),
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers });
}
