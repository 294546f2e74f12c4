import { PAGE_COLOURS, type RoomStatus, type RoomTheme } from '@frontrow/protocol';
import { readDestination } from './destination.ts';
import { escapeHtml, escapeJson, escapeScript } from './document/escape.ts';
import { hallPicture } from './document/hall-picture.ts';
import { clockBlock, lineBlock } from './document/line-block.ts';
import { leaveDialog, panels, recoverDialog } from './document/panels.ts';
import { hiddenIf, languageSwitch, said } from './document/parts.ts';
import { STYLES } from './document/styles.ts';
import { readTheme, themeHtml, themeStyles, type ShownTheme } from './document/themed.ts';
import { KEPT_FORM_STYLES, keptFormBlock, type KeptForm } from './kept-form/kept-form.ts';
import { STRINGS } from './strings/strings.ts';
import type { Language, Strings } from './strings/words.ts';
import { slotTexts, waitingView, type WaitingView } from './waiting-view.ts';

export type { Language } from './strings/words.ts';

export type WaitingPage = {
  status: RoomStatus;
  language: Language;
  /** Canonical path and query of the page that the visitor asked for, which is also this page's address. */
  wanted: string;
  /** Of this response's content security policy. */
  nonce: string;
  /** The built `client/main.ts`. */
  clientScript: string;
  /** The room's own face. */
  theme: RoomTheme | null;
  /** What the visitor had sent too late: kept in the page, which then does not renew itself. */
  keptForm?: KeptForm | undefined;
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
  const theme = readTheme(page.theme);
  const wanted = readDestination(page.wanted, ANY_ORIGIN);
  const nonce = escapeHtml(page.nonce);
  const { keptForm } = page;
  const refreshSeconds = keptForm === undefined ? readRefreshSeconds(status) : null;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${theme.background ?? PAGE_COLOURS.light.background}" media="(prefers-color-scheme:light)">
<meta name="theme-color" content="${PAGE_COLOURS.dark.background}" media="(prefers-color-scheme:dark)">
<meta name="robots" content="noindex">
${refreshSeconds === null ? '' : `<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
<link rel="icon" href="${ICON}">
<title>${escapeHtml(view.title)}</title>
<style nonce="${nonce}">${STYLES}${keptForm === undefined ? '' : KEPT_FORM_STYLES}${themeStyles(theme)}</style>
</head>
<body data-situation="${escapeHtml(view.situation)}">
${header(strings, theme)}
<main>
${hallPicture(view.progress)}
<div class="side">
<div class="card">
<p class="notice" id="notice" hidden></p>
<p class="event" id="event"${hiddenIf(view.event === '')}>${escapeHtml(view.event)}</p>
<h1 id="headline">${escapeHtml(view.headline)}</h1>
<p class="sentence" id="sentence">${escapeHtml(view.sentence)}</p>
<p class="message" id="message" role="status"${hiddenIf(view.message === '')}>${escapeHtml(view.message)}</p>
${themeHtml(theme, { ...slotTexts(view), room: theme.name ?? status.room })}
${challenge(view, strings)}
${clockBlock(view, status, language)}
${lineBlock(view, strings)}
${keptFormBlock(keptForm, language)}
${actions(view, strings, { wanted, refreshSeconds, isKept: keptForm !== undefined })}
</div>
${panels()}
</div>
<p class="unseen" id="spoken" role="status" aria-live="polite"></p>
</main>
${leaveDialog()}
${recoverDialog()}
<script type="application/json" id="frontrow">${escapeJson({ status, language, wanted })}</script>
<script nonce="${nonce}">${escapeScript(page.clientScript)}</script>
</body>
</html>
`;
}

function readRefreshSeconds({ state, nextPollSeconds }: RoomStatus): number | null {
  // Without a script the check cannot be passed: looking again alone helps nobody.
  if (state === 'challenge') {
    return null;
  }
  if (nextPollSeconds === null) {
    return state === 'rejecting' ? null : FALLBACK_REFRESH_SECONDS;
  }
  return Math.max(LEAST_REFRESH_SECONDS, Math.ceil(nextPollSeconds));
}

/** Without `#` and double quotes, so that the same letters serve as the icon's address: what is there twice is small. */
const MARK =
  "<rect width='32' height='32' rx='8' fill='rgb(41,71,216)'/><path d='M7 21.5a13 13 0 0 1 18 0M9.5 14.5a9.5 9.5 0 0 1 13 0' fill='none' stroke='white' stroke-width='3' stroke-linecap='round'/><circle cx='16' cy='8.4' r='1.9' fill='white'/></svg>";
const ICON = `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>${MARK}`;

function header(strings: Strings, { name, logo }: ShownTheme): string {
  const mark =
    logo === undefined
      ? `<svg aria-hidden="true" viewBox='0 0 32 32'>${MARK}`
      : `<img class="logo" src="${escapeHtml(logo)}" alt="">`;
  return `<header>
<p class="brand">${mark}${escapeHtml(name ?? 'Frontrow')} <span${said(strings, 'room')}</span></p>
${languageSwitch(strings)}
</header>`;
}

/** Where the check that a person is here puts its widget. */
function challenge({ situation }: WaitingView, strings: Strings): string {
  const needsScript =
    situation === 'challenge'
      ? `<noscript><p class="why">${escapeHtml(strings.challenge.needsScript)}</p></noscript>`
      : '';
  return `<div id="challenge" role="group" data-label="challenge.label" aria-label="${escapeHtml(strings.challenge.label)}" hidden></div>${needsScript}`;
}

function actions(
  { situation }: WaitingView,
  strings: Strings,
  {
    wanted,
    refreshSeconds,
    isKept,
  }: { wanted: string; refreshSeconds: number | null; isKept: boolean },
): string {
  const renews =
    refreshSeconds === null
      ? ''
      : `<p class="keep">${escapeHtml(strings.renews(refreshSeconds))}</p>`;
  return `<div class="act">
<button class="quiet" id="leave" type="button" hidden${said(strings, 'leave')}</button>
<a class="button strong" id="again" href="${escapeHtml(wanted)}" hidden>${escapeHtml(strings.tryAgain)}</a>
<a class="button strong" id="others" href="/"${hiddenIf(situation !== 'sold_out')}${said(strings, 'otherConcerts')}</a>
</div>
${isKept ? '' : `<noscript>${renews}<p class="act"><a class="button" href="${escapeHtml(wanted)}">${escapeHtml(strings.lookNow)}</a></p></noscript>`}`;
}
