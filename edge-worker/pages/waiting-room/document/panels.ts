import type { AlertKind } from '../strings/words.ts';

/**
 * What only the script can serve is served without words, which the script has and writes: the same words twice would
 * not fit into the page's 30 kB.
 */
function later(path: string): string {
  return ` data-text="${path}">`;
}

const ALERTS: AlertKind[] = ['sound', 'vibration', 'notification', 'awake'];

/** The foldable extras below the card. All of them need the script, which shows those that make sense. */
export function panels(): string {
  return `<div id="panels" hidden>
${panel('alerts', alertsPanel())}
${panel('draw', drawPanel())}
${panel('code', codePanel())}
${panel('device', devicePanel())}
</div>`;
}

export function leaveDialog(): string {
  return `<dialog id="leave-dialog" aria-labelledby="leave-title" aria-describedby="leave-warning">
<h2 id="leave-title"${later('leaveTitle')}</h2>
<p id="leave-warning"${later('leaveWarning')}</p>
<div class="act"><button id="stay" type="button" class="strong"${later('stay')}</button><button id="leave-confirm" type="button"${later('leaveConfirm')}</button></div>
</dialog>`;
}

/** A question asked by the address, `#recover=<code>`. */
export function recoverDialog(): string {
  return `<dialog id="recover-dialog" aria-labelledby="recover-title" aria-describedby="recover-text">
<h2 id="recover-title"${later('device.offerTitle')}</h2>
<p id="recover-text"${later('device.offerText')}</p>
<p class="why" id="recover-said" role="status"></p>
<div class="act"><button id="recover-yes" type="button" class="strong"${later('device.offerYes')}</button><button id="recover-no" type="button"${later('device.offerNo')}</button></div>
</dialog>`;
}

function panel(id: string, body: string): string {
  return `<details id="${id}" hidden><summary${later(`${id}.summary`)}</summary><div class="fold">${body}</div></details>`;
}

function alertsPanel(): string {
  const toggles = ALERTS.map(
    (kind) =>
      `<li id="alert-${kind}-row"><label><input type="checkbox" id="alert-${kind}"> <span${later(`alerts.kinds.${kind}`)}</span></label></li>`,
  );
  return `<p class="soft"${later('alerts.explain')}</p><ul class="toggles">${toggles.join('')}</ul><p class="why" id="alerts-said" role="status"></p>`;
}

function drawPanel(): string {
  return `<p class="soft" id="draw-explain"></p>
<p class="label" id="draw-label"${later('draw.fingerprint')}</p>
<p><code id="draw-hash"></code></p>
<button type="button" id="draw-check" hidden${later('draw.check')}</button>
<p id="draw-said" role="status"></p>`;
}

function codePanel(): string {
  return `<form id="code-form"><label for="code-field"${later('code.label')}</label>
<div class="entry"><input id="code-field" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"><button${later('code.send')}</button></div></form>
<p class="why" id="code-said" role="status"></p>`;
}

function devicePanel(): string {
  return `<div id="device-keep"><p class="soft"${later('device.explain')}</p>
<button type="button" id="device-make"${later('device.make')}</button>
<div id="device-made" hidden><p class="soft"${later('device.made')}</p><img id="device-qr" width="176" height="176" alt="" data-alt="device.qr"><p><code id="device-code"></code></p><p><a id="device-url"></a></p></div></div>
<form id="claim-form"><label for="claim-field"${later('device.haveCode')}</label>
<div class="entry"><input id="claim-field" name="code" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false"><button${later('device.claim')}</button></div></form>
<p class="why" id="device-said" role="status"></p>`;
}
