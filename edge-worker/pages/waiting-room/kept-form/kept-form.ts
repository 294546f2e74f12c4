import { escapeHtml } from '../document/escape.ts';
import type { Language } from '../strings/words.ts';
import { KEPT_FORM_WORDS } from './kept-form-words.ts';

export type KeptField =
  | { kind: 'text'; name: string; value: string }
  /** A browser takes no file from a page: it has to be chosen again. */
  | { kind: 'file'; name: string; fileName: string }
  /** A password or the like: never written into a page. */
  | { kind: 'secret'; name: string };

/** A form that was sent while its visitor was not inside. */
export type KeptForm = {
  /** Canonical path and query of this host. */
  action: string;
  type: 'application/x-www-form-urlencoded' | 'multipart/form-data';
  fields: readonly KeptField[];
};

/** Only for pages that keep a form: the others need not carry it. */
export const KEPT_FORM_STYLES = `
.kept{margin-block-start:1rem;padding:1rem;border:1px solid var(--edge);border-radius:.75rem}
.kept p+p,.kept noscript p{margin-block-start:.6rem}
.kept input{font:inherit;display:block;inline-size:100%;min-block-size:2.75rem;margin-block-start:.3rem;padding:.4rem .75rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--card);color:var(--ink)}
`;

/**
 * The form again, to be sent by hand: with scripts once the visitor is in, without them at any time, which brings
 * this page again while the visitor waits. Nothing sends it by itself.
 */
export function keptFormBlock(form: KeptForm | undefined, language: Language): string {
  if (form === undefined) {
    return '';
  }
  const words = KEPT_FORM_WORDS[language];
  return `<form id="kept-form" class="kept" method="post" action="${escapeHtml(form.action)}" enctype="${form.type}" accept-charset="utf-8">
<p id="kept-text">${escapeHtml(words.waiting)}</p>
${form.fields.map((field) => keptField(field, language)).join('')}
<p class="act"><button class="strong" id="kept-send" hidden>${escapeHtml(words.send)}</button></p>
<noscript><p>${escapeHtml(words.byHand)}</p><p class="act"><button class="strong">${escapeHtml(words.retry)}</button></p></noscript>
</form>`;
}

function keptField(field: KeptField, language: Language): string {
  const name = escapeHtml(field.name);
  if (field.kind === 'text') {
    return `<input type="hidden" name="${name}" value="${escapeHtml(field.value)}">`;
  }
  if (field.kind === 'file' && field.fileName === '') {
    return `<input type="file" name="${name}" hidden>`;
  }
  const what = field.kind === 'file' ? field.fileName : field.name;
  const type = field.kind === 'file' ? 'file' : 'password';
  const label = escapeHtml(KEPT_FORM_WORDS[language][field.kind](what));
  return `<p><label><span data-kept="${field.kind}" data-name="${escapeHtml(what)}">${label}</span> <input type="${type}" name="${name}" required></label></p>`;
}
