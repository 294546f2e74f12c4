import { problemStatus, REQUEST_ID_HEADER, type ProblemCode } from '@frontrow/protocol';
import type { Incoming } from '../incoming.ts';
import { preferredLanguage, type Language } from './negotiate.ts';
import { isHttps, pageHeaders } from './page-headers.ts';

type PageCode = 'not_found' | 'path_not_canonical' | 'method_not_allowed' | 'internal';

const TEXTS: Record<Language, Record<PageCode, string> & { home: string }> = {
  en: {
    not_found: 'There is nothing here.',
    path_not_canonical: 'This address is spelled in a way that is not accepted.',
    method_not_allowed: 'This is not available here.',
    internal: 'Something went wrong on our side. Please try again in a moment.',
    home: 'To the concerts',
  },
  ko: {
    not_found: '페이지를 찾을 수 없습니다.',
    path_not_canonical: '허용되지 않는 형식의 주소입니다.',
    method_not_allowed: '여기서는 사용할 수 없는 요청입니다.',
    internal: '서버에 문제가 생겼습니다. 잠시 후 다시 시도해 주세요.',
    home: '공연 목록으로',
  },
  ja: {
    not_found: 'ページが見つかりません。',
    path_not_canonical: 'このアドレスの書き方は受け付けられません。',
    method_not_allowed: 'ここではご利用いただけません。',
    internal: 'サーバーに問題が起きました。しばらくしてからもう一度お試しください。',
    home: '公演一覧へ',
  },
};

/** Of its own: the shop's styles may be what is missing. Light or dark, as the browser is. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:32rem;padding:2rem;text-align:center}
h1{font-size:1.5rem;line-height:1.3}`;

/** A small page for a person who took a wrong turn. Only fixed texts: nothing of the request is in it. */
export function errorPage(
  code: PageCode & ProblemCode,
  { request, trace }: Pick<Incoming, 'request' | 'trace'>,
): Response {
  const language = preferredLanguage(request.headers);
  const { home, [code]: text } = TEXTS[language];
  const nonce = crypto.randomUUID();
  const headers = pageHeaders({ nonce, isHttps: isHttps(request) });
  headers.set(REQUEST_ID_HEADER, trace.requestId);
  const html = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text} – Frontrow</title>
<style nonce="${nonce}">${STYLE}</style>
<main>
<h1>${text}</h1>
<p><a href="/">${home}</a></p>
</main>
</html>
`;
  return new Response(html, { status: problemStatus(code), headers });
}
