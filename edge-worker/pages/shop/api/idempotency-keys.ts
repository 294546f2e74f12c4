/** The part of `sessionStorage` that is used, so that tests need no browser. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

type Deps = { store: TextStore; newKey: () => string; now: () => number };

/** After this a repeated wish is taken for a new one, not for a retry. */
const KEPT_MS = 15 * 60 * 1000;

/**
 * One key for each thing the buyer wants done. It is kept while the outcome is unknown, over reloads too,
 * so that a retry repeats the request instead of doing the thing twice; `settle` forgets it.
 */
export function createIdempotencyKeys({ store, newKey, now }: Deps) {
  const slot = (intent: string) => `frontrow.key.${intent}`;

  return {
    keyFor(intent: string): string {
      const [key, since] = (store.getItem(slot(intent)) ?? '').split(' ');
      if (key !== undefined && key !== '' && now() - Number(since) < KEPT_MS) {
        return key;
      }
      const fresh = newKey();
      store.setItem(slot(intent), `${fresh} ${now()}`);
      return fresh;
    },

    settle(intent: string): void {
      store.removeItem(slot(intent));
    },
  };
}
