import type { Language } from '../strings.ts';

/** The shop keeps its language under the same name: one choice for both. */
const KEPT = 'frontrow.language';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The language chosen earlier, else the one that the server picked. */
export function readLanguage(store: Store | undefined, served: Language): Language {
  const kept = store?.getItem(KEPT);
  return kept === 'ko' || kept === 'en' ? kept : served;
}

export function keepLanguage(store: Store | undefined, language: Language): void {
  try {
    store?.setItem(KEPT, language);
  } catch {
    // A full or forbidden store: the choice holds for this page only.
  }
}

/** Touching a storage throws where the browser blocks cookies. */
export function openStore(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
