import type { RoomStatus } from '@frontrow/protocol';
import { formatCountdown } from '../countdown.ts';
import type { Language, Strings } from '../strings/words.ts';
import { isLong, type WaitingView } from '../waiting-view.ts';
import { escapeHtml } from './escape.ts';
import { hiddenIf, said } from './parts.ts';

/** The time that the visitor waits for. Without a script it stands still, so the time itself is there too. */
export function clockBlock(
  { clock }: WaitingView,
  { serverTime }: RoomStatus,
  language: Language,
): string {
  const nowMs = serverTime === null ? Number.NaN : Date.parse(serverTime);
  const left = clock === null ? '' : formatCountdown(clock.until, nowMs, language);
  return `<div id="clock"${hiddenIf(clock === null)}>
<p class="label" id="clock-label">${escapeHtml(clock?.label ?? '')}</p>
<p class="big"><span id="countdown" role="timer">${escapeHtml(left)}</span></p>
<p class="label"><time id="clock-time">${escapeHtml(inUtc(clock?.until))}</time></p>
</div>`;
}

const NOTHING = {
  position: '',
  ofWaiting: '',
  ahead: '',
  wait: '',
  later: '',
  number: '',
  ticket: '',
  share: '',
};

/** Position, progress and what else is known of the visitor's place. */
export function lineBlock({ line, progress }: WaitingView, strings: Strings): string {
  const shown = line ?? NOTHING;
  const bar = `<progress id="progress" max="1" value="${escapeHtml(String(progress ?? 0))}" data-label="progress" aria-label="${escapeHtml(strings.progress)}"${hiddenIf(progress === null)}></progress>`;
  return `<div id="line"${hiddenIf(line === null)}>
<div id="count"${hiddenIf(shown.position === '')}>
<p class="label"${said(strings, 'position')}</p>
<p class="big"><span id="position" class="${isLong(shown.position) ? 'long' : ''}">${escapeHtml(shown.position)}</span> <span id="of-waiting">${escapeHtml(shown.ofWaiting)}</span></p>
</div>
${bar}
<dl>
${row(strings, 'wait', ['wait', shown.wait])}
${row(strings, 'people', ['ahead', shown.ahead])}
${row(strings, 'number', ['number', shown.number])}
${row(strings, 'ticket', ['ticket', shown.ticket])}
${row(strings, 'updated', ['updated', ''])}
</dl>
<p class="why" id="later"${hiddenIf(shown.later === '')}>${escapeHtml(shown.later)}</p>
<p class="keep" id="share"${hiddenIf(shown.share === '')}>${escapeHtml(shown.share)}</p>
<p class="keep" id="keep" hidden${said(strings, 'keep')}</p>
</div>`;
}

function row(strings: Strings, label: string, [id, value]: [string, string]): string {
  return `<div${hiddenIf(value === '')}><dt${said(strings, label)}</dt><dd id="${id}">${escapeHtml(value)}</dd></div>`;
}

/** The reader's own time zone is the script's to know. */
function inUtc(time: string | undefined): string {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.valueOf())
    ? ''
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
