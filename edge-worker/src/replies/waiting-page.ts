import { base64UrlEncode, problemStatus, REQUEST_ID_HEADER } from '@frontrow/protocol';
import { renderWaitingPage } from '../../pages/waiting-room/render.ts';
import type { Settled } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { preferredLanguage } from './negotiate.ts';
import { isHttps, pageHeaders } from './page-headers.ts';
import { statusCode, statusOf } from './room-replies.ts';

export type WaitingPage = ReturnType<typeof createWaitingPage>;

/** The page of a visitor whom the gate does not let through now. */
export function createWaitingPage({ clientScript }: { clientScript: string }) {
  return function waitingPage(settled: Settled, incoming: Incoming): Response {
    const { request, target, trace } = incoming;
    const nonce = base64UrlEncode(crypto.getRandomValues(new Uint8Array(16)));
    const status = statusOf(settled, incoming);
    const headers = pageHeaders({ nonce, isHttps: isHttps(request) });
    headers.set(REQUEST_ID_HEADER, trace.requestId);
    if (status.nextPollSeconds !== null) {
      headers.set('retry-after', String(Math.ceil(status.nextPollSeconds)));
    }
    const html = renderWaitingPage({
      status,
      language: preferredLanguage(request.headers),
      wanted: `${target.path}${target.search}`,
      nonce,
      clientScript,
    });
    const { standing } = settled;
    const code = standing.kind === 'refused' ? problemStatus(standing.code) : statusCode(standing);
    return new Response(html, { status: code, headers });
  };
}
