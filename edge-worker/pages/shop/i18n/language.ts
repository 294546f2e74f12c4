import { computed, signal } from '@preact/signals';
import { en } from './en.ts';
import { ko } from './ko.ts';

export type Language = 'ko' | 'en';

const KEPT = 'frontrow.language';

export const language = signal<Language>(firstLanguage());

/** The sentences of the chosen language; a component that reads it is drawn again on a switch. */
export const messages = computed(() => (language.value === 'ko' ? ko : en));

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  const wanted = kept ?? navigator.language;
  return wanted.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
