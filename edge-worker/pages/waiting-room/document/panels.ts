import type { AlertKind, Strings } from '../strings/words.ts';
import { said } from './parts.ts';

const ALERTS: AlertKind[] = ['sound', 'vibration', 'notification', 'awake'];

/** The foldable extras below the card. All of them need the script, which shows those that make sense. */
export function panels(strings: Strings): string {
  return `<div id="panels" hidden>
${panel('alerts', strings, alertsPanel(strings))}
${panel('draw', strings, drawPanel(strings))}
${panel('code', strings, codePanel(strings))}
${panel('device', strings, devicePanel(strings))}
</div>`;
}

/** A question asked by the address, `#recover=<code>`. */
export function recoverDialog(strings: Strings): string {
  return `<dialog id="recover-dialog" aria-labelledby="recover-title" aria-describedby="recover-text">
<h2 id="recover-title"${said(strings, 'device.offerTitle')}</h2>
<p id="recover-text"${said(strings, 'device.offerText')}</p>
<p class="why" id="recover-said" role="status"></p>
<div class="act"><button id="recover-yes" type="button" class="strong"${said(strings, 'device.offerYes')}</button><button id="recover-no" type="button"${said(strings, 'device.offerNo')}</button></div>
</dialog>`;
}

function panel(id: string, strings: Strings, body: string): string {
  return `<details id="${id}" hidden><summary${said(strings, `${id}.summary`)}</summary><div class="fold">${body}</div></details>`;
}

function alertsPanel(strings: Strings): string {
  const toggles = ALERTS.map(
    (kind) =>
      `<li id="alert-${kind}-row"><label><input type="checkbox" id="alert-${kind}"> <span${said(strings, `alerts.kinds.${kind}`)}</span></label></li>`,
  );
  return `<p class="soft"${said(strings, 'alerts.explain')}</p><ul class="toggles">${toggles.join('')}</ul><p class="why" id="alerts-said" role="status"></p>`;
}

function drawPanel(strings: Strings): string {
  return `<p class="soft" id="draw-explain"></p>
<p class="label" id="draw-label"${said(strings, 'draw.fingerprint')}</p>
<p><code id="draw-hash"></code></p>
<button type="button" id="draw-check" hidden${said(strings, 'draw.check')}</button>
<p id="draw-said" role="status"></p>`;
}

function codePanel(strings: Strings): string {
  return `<form id="code-form"><label for="code-field"${said(strings, 'code.label')}</label>
<div class="entry"><input id="code-field" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"><button${said(strings, 'code.send')}</button></div></form>
<p class="why" id="code-said" role="status"></p>`;
}

function devicePanel(strings: Strings): string {
  return `<div id="device-keep"><p class="soft"${said(strings, 'device.explain')}</p>
<button type="button" id="device-make"${said(strings, 'device.make')}</button>
<div id="device-made" hidden><p class="soft"${said(strings, 'device.made')}</p><img id="device-qr" width="176" height="176" alt="" data-alt="device.qr"><p><code id="device-code"></code></p><p><a id="device-url"></a></p></div></div>
<form id="claim-form"><label for="claim-field"${said(strings, 'device.haveCode')}</label>
<div class="entry"><input id="claim-field" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"><button${said(strings, 'device.claim')}</button></div></form>
<p class="why" id="device-said" role="status"></p>`;
}
