import { INTERNAL_HEADERS, LOGIN_COOKIE } from '@frontrow/protocol';
import { readCookies } from '../visitor/cookies.ts';

/** All that the origin needs to know of a client. Anything else a client sends stays at the edge. */
const PASSED_TO_ORIGIN = [
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
  'sec-fetch-site',
  'user-agent',
] as const;

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
] as const;

/** An allow-list, so that forged internal headers, `X-Forwarded-*` and room cookies cannot slip by. */
export function headersForOrigin(client: Headers): Headers {
  const passed = new Headers();
  for (const name of PASSED_TO_ORIGIN) {
    const value = client.get(name);
    if (value !== null) {
      passed.set(name, value);
    }
  }
  const login = readCookies(client.get('cookie')).get(LOGIN_COOKIE);
  if (login !== undefined) {
    passed.set('cookie', `${LOGIN_COOKIE}=${login}`);
  }
  return passed;
}

/** What a client may see of the origin's answer. Without a word on caching nothing is cached. */
export function headersForClient(origin: Headers): Headers {
  const shown = new Headers(origin);
  for (const name of [...INTERNAL_HEADERS, ...HOP_BY_HOP]) {
    shown.delete(name);
  }
  if (!shown.has('cache-control')) {
    shown.set('cache-control', 'private, no-store');
  }
  return shown;
}
