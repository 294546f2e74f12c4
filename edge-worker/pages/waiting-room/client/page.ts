import { rowOf, rowY } from '../document/hall-picture.ts';
import { findText } from '../document/parts.ts';
import { STRINGS } from '../strings/strings.ts';
import type { Language, Notice } from '../strings/words.ts';
import { isLong, slotTexts, type WaitingView } from '../waiting-view.ts';
import { byId, showIf, write, writeRow } from './elements.ts';

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
  writeOrHide('event', view.event);
  writeOrHide('message', view.message);
  writeOrHide('notice', notice === 'none' ? '' : STRINGS[language].notices[notice]);
  paintLine(view);
  paintProgress(view.progress);
  writeRow('updated', new Date(updatedAtMs).toLocaleTimeString(language));
  paintBeat(updatedAtMs);
  paintSlots(view);
  paintActions(view, language);
  paintPanels(view);
}

function writeOrHide(id: string, text: string): void {
  write(id, text);
  showIf(id, text !== '');
}

function paintLanguage(language: Language): void {
  const choice = byId('language') as HTMLSelectElement;
  if (document.documentElement.lang === language && !choice.hidden) {
    return;
  }
  const strings = STRINGS[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>(
    '[data-text],[data-label],[data-alt]',
  )) {
    const { text, label, alt } = element.dataset;
    if (text !== undefined) {
      element.textContent = findText(strings, text);
    } else if (label !== undefined) {
      element.ariaLabel = findText(strings, label);
    } else if (alt !== undefined) {
      (element as HTMLImageElement).alt = findText(strings, alt);
    }
  }
  choice.value = language;
  showIf('language', true);
  showIf('keep', true);
}

function paintLine({ line }: WaitingView): void {
  showIf('line', line !== null);
  if (line === null) {
    return;
  }
  showIf('count', line.position !== '');
  write('position', line.position);
  write('of-waiting', line.ofWaiting);
  byId('position').classList.toggle('long', isLong(line.position));
  writeRow('ahead', line.ahead);
  writeRow('wait', line.wait);
  writeRow('number', line.number);
  writeRow('ticket', line.ticket);
  writeOrHide('later', line.later);
  writeOrHide('share', line.share);
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

/** Each answer of the room is one wave in the picture. */
function paintBeat(updatedAtMs: number): void {
  const { dataset } = document.body;
  if (dataset['answered'] !== String(updatedAtMs)) {
    dataset['answered'] = String(updatedAtMs);
    dataset['beat'] = dataset['beat'] === '0' ? '1' : '0';
  }
}

/** The placeholders in an operator's own words; what the script does not know stays as it was served. */
function paintSlots(view: WaitingView): void {
  const texts: Record<string, string> = slotTexts(view);
  for (const element of document.querySelectorAll<HTMLElement>('[data-slot]')) {
    element.textContent = texts[element.dataset['slot'] ?? ''] ?? element.textContent;
  }
}

function paintActions({ situation, canLeave }: WaitingView, language: Language): void {
  showIf('leave', canLeave);
  const again = situation === 'left' || situation === 'forgotten' || situation === 'closed';
  showIf('again', again);
  if (again) {
    write('again', STRINGS[language][situation === 'left' ? 'joinAgain' : 'tryAgain']);
  }
  showIf('others', situation === 'sold_out');
}

function paintPanels({ panels }: WaitingView): void {
  const { alerts, draw, code, device, keepable } = panels;
  showIf('panels', alerts || draw || code || device);
  showIf('alerts', alerts);
  showIf('draw', draw);
  showIf('code', code);
  showIf('device', device);
  showIf('device-keep', keepable);
}
