import { rowOf, rowY } from '../hall-picture.ts';
import { STRINGS, type Language, type Notice } from '../strings.ts';
import { isLong, type WaitingView } from '../waiting-view.ts';

export type Scene = {
  view: WaitingView;
  notice: Notice;
  language: Language;
  updatedAtMs: number;
};

/** Writes a scene into the served document; what has not changed is not touched. */
export function paint({ view, notice, language, updatedAtMs }: Scene): void {
  document.title = view.title;
  document.body.dataset['situation'] = view.situation;
  paintLanguage(language);
  write('headline', view.headline);
  write('sentence', view.sentence);
  write('message', view.message ?? '');
  showIf('message', view.message !== null);
  write('notice', notice === 'none' ? '' : STRINGS[language].notices[notice]);
  showIf('notice', notice !== 'none');
  paintLine(view);
  paintProgress(view.progress);
  write('updated', new Date(updatedAtMs).toLocaleTimeString(language));
  showIf('updated-row', true);
  paintActions(view, language);
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`The page has no #${id}.`);
  }
  return element;
}

function paintLanguage(language: Language): void {
  if (document.documentElement.lang === language && !byId('language').hidden) {
    return;
  }
  const strings = STRINGS[language] as unknown as Record<string, string>;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = strings[element.dataset['text'] ?? ''] ?? '';
  }
  byId('progress').ariaLabel = STRINGS[language].progress;
  byId('language').textContent = STRINGS[language].otherLanguage;
  byId('language').lang = language === 'ko' ? 'en' : 'ko';
  showIf('language', true);
  showIf('keep', true);
}

function paintLine({ line }: WaitingView): void {
  showIf('line', line !== null);
  if (line !== null) {
    showIf('count', line.position !== null);
    write('position', line.position ?? '');
    write('of-waiting', line.ofWaiting);
    byId('position').classList.toggle('long', isLong(line.position ?? ''));
    write('ahead', line.ahead);
    byId('ahead')
      .closest('div')
      ?.toggleAttribute('hidden', line.ahead === '');
    write('wait', line.wait);
    write('number', line.number);
  }
}

function paintProgress(progress: number | null): void {
  const bar = byId('progress');
  bar.hidden = progress === null;
  const you = document.getElementById('you');
  you?.classList.toggle('gone', progress === null);
  if (progress === null) {
    return;
  }
  bar.setAttribute('value', String(progress));
  const ownRow = rowOf(progress);
  you?.setAttribute('cy', String(rowY(ownRow)));
  document
    .querySelectorAll('.row')
    .forEach((row, index) => row.classList.toggle('behind', index > ownRow));
}

function paintActions({ situation, canLeave }: WaitingView, language: Language): void {
  showIf('leave', canLeave);
  const again = situation === 'left' || situation === 'forgotten' || situation === 'closed';
  showIf('again', again);
  if (again) {
    write('again', STRINGS[language][situation === 'left' ? 'joinAgain' : 'tryAgain']);
  }
}

function write(id: string, text: string): void {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function showIf(id: string, visible: boolean): void {
  byId(id).hidden = !visible;
}
