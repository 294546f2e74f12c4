import type { Language } from '../strings/words.ts';

/** The shop keeps its language under the same name: one choice for both. */
const KEPT = 'frontrow.language';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The language chosen earlier, else the one that the server picked. */
export function readLanguage(store: Store | undefined, served: Language): Language {
  const kept = store?.getItem(KEPT);
  return isLanguage(kept) ? kept : served;
}

export function keepLanguage(store: Store | undefined, language: Language): void {
  keepItem(store, KEPT, language);
}

export function isLanguage(value: unknown): value is Language {
  return value === 'ko' || value === 'en' || value === 'ja';
}

/** A full or forbidden store: what is kept then holds for this page only. */
export function keepItem(store: Store | undefined, key: string, value: string): void {
  try {
    store?.setItem(key, value);
  } catch {
    // Nothing to be done about it, and nothing depends on it.
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
