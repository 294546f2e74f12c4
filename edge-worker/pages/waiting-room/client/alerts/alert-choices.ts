import type { AlertKind } from '../../strings/words.ts';
import { keepItem } from '../language-choice.ts';

const KEPT = 'frontrow.alerts';

export const ALERT_KINDS: readonly AlertKind[] = ['sound', 'vibration', 'notification', 'awake'];

type Store = Pick<Storage, 'getItem' | 'setItem'> | undefined;

/** What the visitor turned on, remembered for the next line; nothing is on by itself. */
export function createAlertChoices(store: Store) {
  const kept = (store?.getItem(KEPT) ?? '').split(' ');
  const chosen = new Set<AlertKind>(ALERT_KINDS.filter((kind) => kept.includes(kind)));
  return {
    has: (kind: AlertKind) => chosen.has(kind),
    set(kind: AlertKind, on: boolean): void {
      if (on) {
        chosen.add(kind);
      } else {
        chosen.delete(kind);
      }
      keepItem(store, KEPT, [...chosen].join(' '));
    },
  };
}
