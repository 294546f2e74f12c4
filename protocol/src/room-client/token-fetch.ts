import { WAITING_ROOM_SESSION_HEADER, WAITING_ROOM_TOKEN_HEADER } from '../headers.ts';
import type { KeptTokens } from './kept-tokens.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

type Deps = { baseUrl: string; fetch: Fetch; tokens: KeptTokens };

/** Spelled like "//elsewhere" or "@elsewhere", a path would name another host and hand it the tokens. */
const OWN_PATH = /^\/(?!\/)[^\s\\]*$/;

/** `fetch` for paths of the shop: under the place and the session, keeping the newer ones it is given. */
export function createTokenFetch({ baseUrl, fetch, tokens }: Deps) {
  const base = baseUrl.replace(/\/$/, '');

  return async function tokenFetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (!OWN_PATH.test(path)) {
      throw new TypeError('A request to the shop takes a path that begins with one slash.');
    }
    const headers = new Headers(init.headers);
    for (const [name, value] of await tokens.read()) {
      if (!headers.has(name)) {
        headers.set(name, value);
      }
    }
    // Headers would follow a redirect wherever it leads; the shop gives none.
    const response = await fetch(`${base}${path}`, { redirect: 'manual', ...init, headers });
    await tokens.keep({
      place: response.headers.get(WAITING_ROOM_TOKEN_HEADER),
      session: response.headers.get(WAITING_ROOM_SESSION_HEADER),
    });
    return response;
  };
}
