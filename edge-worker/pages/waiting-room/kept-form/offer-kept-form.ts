import type { Language } from '../strings/words.ts';
import { KEPT_FORM_WORDS } from './kept-form-words.ts';

/** The form that this page keeps, where it keeps one: then the page must not be left by itself. */
export function findKeptForm() {
  const form = document.getElementById('kept-form');
  const text = document.getElementById('kept-text');
  const send = document.getElementById('kept-send');
  if (form === null || text === null || send === null) {
    return undefined;
  }
  let isReady = false;

  return {
    say(language: Language): void {
      const words = KEPT_FORM_WORDS[language];
      text.textContent = isReady ? words.ready : words.waiting;
      send.textContent = words.send;
      for (const label of form.querySelectorAll<HTMLElement>('[data-kept]')) {
        const { kept, name = '' } = label.dataset;
        label.textContent = kept === 'file' ? words.file(name) : words.secret(name);
      }
    },

    /** From now on it can be sent, which is left to the visitor. */
    offer(language: Language): void {
      if (isReady) {
        return;
      }
      isReady = true;
      send.hidden = false;
      // "This page takes you in" would not be true: it waits for the visitor now.
      document.getElementById('sentence')?.toggleAttribute('hidden', true);
      this.say(language);
      (form.querySelector<HTMLElement>('input:invalid') ?? send).focus();
    },
  };
}
