import { base64UrlEncode, problemStatus, REQUEST_ID_HEADER } from '@frontrow/protocol';
import type { KeptForm } from '../../pages/waiting-room/kept-form/kept-form.ts';
import { renderWaitingPage } from '../../pages/waiting-room/render.ts';
import type { Settled } from '../gate/standing.ts';
import type { Incoming } from '../incoming.ts';
import { preferredLanguage } from './negotiate.ts';
import { isHttps, pageHeaders, policyOrigin } from './page-headers.ts';
import { statusCode, statusOf } from './room-replies.ts';

export type WaitingPage = ReturnType<typeof createWaitingPage>;

/** The page of a visitor whom the gate does not let through now. */
export function createWaitingPage({ clientScript }: { clientScript: string }) {
  return function waitingPage(settled: Settled, incoming: Incoming, keptForm?: KeptForm): Response {
    const { request, trace } = incoming;
    const nonce = base64UrlEncode(crypto.getRandomValues(new Uint8Array(16)));
    const status = statusOf(settled, incoming);
    const headers = pageHeaders({
      nonce,
      isHttps: isHttps(request),
      checkOrigin: policyOrigin(status.turnstile?.scriptUrl),
    });
    headers.set(REQUEST_ID_HEADER, trace.requestId);
    if (status.nextPollSeconds !== null) {
      headers.set('retry-after', String(Math.ceil(status.nextPollSeconds)));
    }
    const html = renderWaitingPage({
      status,
      language: preferredLanguage(request.headers),
      wanted: wantedPage(incoming, keptForm !== undefined),
      keptForm,
      nonce,
      clientScript,
      theme: settled.room.snapshot?.settings.theme ?? null,
    });
    const { standing } = settled;
    const code = standing.kind === 'refused' ? problemStatus(standing.code) : statusCode(standing);
    return new Response(html, { status: code, headers });
  };
}

/** Where to go once inside. What takes a form need not be a page: then it is the page that the form was on. */
function wantedPage({ request, target }: Incoming, isForm: boolean): string {
  if (!isForm) {
    return `${target.path}${target.search}`;
  }
  const from = URL.parse(request.headers.get('referer') ?? '');
  return from?.origin === URL.parse(request.url)?.origin ? `${from?.pathname}${from?.search}` : '/';
}
