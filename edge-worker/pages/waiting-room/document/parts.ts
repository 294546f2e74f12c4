import { STRINGS } from '../strings/strings.ts';
import type { Strings } from '../strings/words.ts';
import { escapeHtml } from './escape.ts';

/** A text that the script writes anew on a change of language: the attribute and the text of an element. */
export function said(strings: Strings, path: string): string {
  return ` data-text="${path}">${escapeHtml(findText(strings, path))}`;
}

/** The text at a path such as `draw.summary`; texts with gaps are not among them. */
export function findText(strings: Strings, path: string): string {
  let found: unknown = strings;
  for (const key of path.split('.')) {
    found = (found as Record<string, unknown> | undefined)?.[key];
  }
  return typeof found === 'string' ? found : '';
}

export function hiddenIf(hidden: boolean): string {
  return hidden ? ' hidden' : '';
}

export function languageSwitch(strings: Strings): string {
  const options = Object.entries(STRINGS).map(
    ([language, { language: name }]) =>
      `<option value="${language}" lang="${language}">${escapeHtml(name)}</option>`,
  );
  return `<select id="language" data-label="languages" aria-label="${escapeHtml(strings.languages)}" hidden>${options.join('')}</select>`;
}
