import type { RoomStatus } from '@frontrow/protocol';
import { readDestination } from './destination.ts';
import { escapeHtml, escapeJson, escapeScript } from './escape.ts';
import { hallPicture } from './hall-picture.ts';
import { STRINGS, type Language, type Strings } from './strings.ts';
import { STYLES } from './styles.ts';
import { isLong, waitingView, type WaitingView } from './waiting-view.ts';

export type { Language } from './strings.ts';

export type WaitingPage = {
  status: RoomStatus;
  language: Language;
  /** Canonical path and query of the page that the visitor asked for, which is also this page's address. */
  wanted: string;
  /** Of this response's content security policy. */
  nonce: string;
  /** The built `client/main.ts`. */
  clientScript: string;
};

/** Only resolves paths: nothing is ever fetched from there. */
const ANY_ORIGIN = 'https://frontrow.invalid';
/** Without a told interval, and never faster than this: a reload costs more than a poll. */
const FALLBACK_REFRESH_SECONDS = 20;
const LEAST_REFRESH_SECONDS = 5;

/** The waiting page as one document: no other request is needed to show it or to keep it up to date. */
export function renderWaitingPage(page: WaitingPage): string {
  const { status, language } = page;
  const strings = STRINGS[language];
  const view = waitingView(status, language);
  const wanted = readDestination(page.wanted, ANY_ORIGIN);
  const nonce = escapeHtml(page.nonce);
  const refreshSeconds = readRefreshSeconds(status);
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f5f6f9" media="(prefers-color-scheme:light)">
<meta name="theme-color" content="#0e1116" media="(prefers-color-scheme:dark)">
<meta name="robots" content="noindex">
${refreshSeconds === null ? '' : `<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
<link rel="icon" href="${ICON}">
<title>${escapeHtml(view.title)}</title>
<style nonce="${nonce}">${STYLES}</style>
</head>
<body data-situation="${escapeHtml(view.situation)}">
${header(strings)}
<main>
${hallPicture(view.progress)}
<div class="card">
<p class="notice" id="notice" hidden></p>
<h1 id="headline">${escapeHtml(view.headline)}</h1>
<p class="sentence" id="sentence">${escapeHtml(view.sentence)}</p>
<p class="message" id="message" role="status"${hiddenIf(view.message === null)}>${escapeHtml(view.message ?? '')}</p>
${lineBlock(view, strings)}
${actions(strings, wanted, refreshSeconds)}
</div>
<p class="unseen" id="spoken" role="status" aria-live="polite"></p>
</main>
${leaveDialog(strings)}
<script type="application/json" id="frontrow">${escapeJson({ status, language, wanted })}</script>
<script nonce="${nonce}">${escapeScript(page.clientScript)}</script>
</body>
</html>
`;
}

function readRefreshSeconds({ state, nextPollSeconds }: RoomStatus): number | null {
  if (nextPollSeconds === null) {
    return state === 'rejecting' ? null : FALLBACK_REFRESH_SECONDS;
  }
  return Math.max(LEAST_REFRESH_SECONDS, Math.ceil(nextPollSeconds));
}

const MARK =
  '<rect width="32" height="32" rx="8" fill="#2947d8"/><path d="M7 21.5a13 13 0 0 1 18 0M9.5 14.5a9.5 9.5 0 0 1 13 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><circle cx="16" cy="8.4" r="1.9" fill="#fff"/></svg>';
const ICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}`)}`;

function header(strings: Strings): string {
  return `<header>
<p class="brand"><svg viewBox="0 0 32 32" aria-hidden="true">${MARK}Frontrow <span data-text="room">${escapeHtml(strings.room)}</span></p>
<button class="quiet" id="language" type="button" hidden></button>
</header>`;
}

function lineBlock({ line, progress }: WaitingView, strings: Strings): string {
  const position = line?.position ?? '';
  const bar = `<progress id="progress" max="1" value="${escapeHtml(String(progress ?? 0))}" data-label="progress" aria-label="${escapeHtml(strings.progress)}"${hiddenIf(progress === null)}></progress>`;
  return `<div id="line"${hiddenIf(line === null)}>
<div id="count"${hiddenIf(position === '')}>
<p class="label" data-text="position">${escapeHtml(strings.position)}</p>
<p class="big"><span id="position" class="${isLong(position) ? 'long' : ''}">${escapeHtml(position)}</span> <span id="of-waiting">${escapeHtml(line?.ofWaiting ?? '')}</span></p>
</div>
${bar}
<dl>
${row('people', strings.people, ['ahead', line?.ahead])}
${row('wait', strings.wait, ['wait', line?.wait])}
${row('number', strings.number, ['number', line?.number])}
<div id="updated-row" hidden><dt data-text="updated">${escapeHtml(strings.updated)}</dt><dd id="updated"></dd></div>
</dl>
<p class="keep" id="keep" data-text="keep" hidden>${escapeHtml(strings.keep)}</p>
</div>`;
}

function row(key: string, label: string, [id, value]: [string, string | undefined]): string {
  return `<div${hiddenIf(!value)}><dt data-text="${key}">${escapeHtml(label)}</dt><dd id="${id}">${escapeHtml(value ?? '')}</dd></div>`;
}

function actions(strings: Strings, wanted: string, refreshSeconds: number | null): string {
  const renews =
    refreshSeconds === null
      ? ''
      : `<p class="keep">${escapeHtml(strings.renews(refreshSeconds))}</p>`;
  return `<div class="act">
<button class="quiet" id="leave" type="button" data-text="leave" hidden>${escapeHtml(strings.leave)}</button>
<a class="button strong" id="again" href="${escapeHtml(wanted)}" data-text="tryAgain" hidden>${escapeHtml(strings.tryAgain)}</a>
</div>
<noscript>${renews}<p class="act"><a class="button" href="${escapeHtml(wanted)}">${escapeHtml(strings.lookNow)}</a></p></noscript>`;
}

function leaveDialog(strings: Strings): string {
  return `<dialog id="leave-dialog" aria-labelledby="leave-title" aria-describedby="leave-warning">
<h2 id="leave-title" data-text="leaveTitle">${escapeHtml(strings.leaveTitle)}</h2>
<p id="leave-warning" data-text="leaveWarning">${escapeHtml(strings.leaveWarning)}</p>
<div class="act"><button id="stay" type="button" class="strong" data-text="stay">${escapeHtml(strings.stay)}</button><button id="leave-confirm" type="button" data-text="leaveConfirm">${escapeHtml(strings.leaveConfirm)}</button></div>
</dialog>`;
}

function hiddenIf(hidden: boolean): string {
  return hidden ? ' hidden' : '';
}
