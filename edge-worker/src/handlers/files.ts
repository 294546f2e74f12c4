import { REQUEST_ID_HEADER } from '@frontrow/protocol';
import type { Incoming } from '../incoming.ts';
import { errorPage } from '../replies/error-page.ts';
import { isNavigation } from '../replies/negotiate.ts';
import { isHttps, pageHeaders } from '../replies/page-headers.ts';
import { problemReply } from '../replies/problem-reply.ts';

export type Files = ReturnType<typeof createFiles>;

const IMMUTABLE = 'public, max-age=31536000, immutable';
const DAY = 'public, max-age=86400';
/** Only the path matters to the assets; the host that a client names may not even be one. */
const ASSETS_URL = 'http://assets';

/** What the build made: hashed files, which anybody may have, and the shop's page, which the gate gives. */
export function createFiles({ assets }: { assets: Fetcher }) {
  /** A hashed name never changes its content, so browsers keep it for good. */
  async function file(incoming: Incoming, isImmutable: boolean): Promise<Response> {
    const { request, target, trace } = incoming;
    const answer = await fetchAsset(request, target.path);
    if (answer.status !== 200 && answer.status !== 304) {
      await answer.body?.cancel();
      return notFound(incoming);
    }
    const headers = new Headers(answer.headers);
    headers.set('cache-control', isImmutable ? IMMUTABLE : DAY);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set(REQUEST_ID_HEADER, trace.requestId);
    return new Response(answer.body, { status: answer.status, headers });
  }

  async function shopPage({ request, trace }: Incoming): Promise<Response> {
    const answer = await assets.fetch(`${ASSETS_URL}/shop.html`);
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new Error(`The shop's page is missing from the build (${answer.status}).`);
    }
    const headers = pageHeaders({ isHttps: isHttps(request) });
    headers.set(REQUEST_ID_HEADER, trace.requestId);
    return new Response(answer.body, { headers });
  }

  function fetchAsset(request: Request, path: string): Promise<Response> {
    const etag = request.headers.get('if-none-match');
    return assets.fetch(`${ASSETS_URL}${path}`, {
      method: 'GET',
      headers: etag === null ? {} : { 'if-none-match': etag },
    });
  }

  return { file, shopPage };
}

/** A page for people, a problem for programs. */
export function notFound(incoming: Incoming): Response {
  return isNavigation(incoming.request)
    ? errorPage('not_found', incoming)
    : problemReply('not_found', { requestId: incoming.trace.requestId });
}
