import type { Prepared } from './prepared.ts';

type Remembered = Prepared & {
  /** Of its group, when it was read: it counts only while Redis still names this one. */
  version: string;
  /** By `performance.now()`. */
  freshUntil: number;
};

/** What this process read last, up to so many bytes; the one that was read first makes room. */
export function createMemory(bytesAtMost: number) {
  const values = new Map<string, Remembered>();
  let held = 0;

  function forget(key: string): void {
    held -= values.get(key)?.bytes.length ?? 0;
    values.delete(key);
  }

  return {
    /** Undefined also once its time is over. */
    recall(group: string, name: string): Remembered | undefined {
      const key = keyOf(group, name);
      const value = values.get(key);
      if (value !== undefined && value.freshUntil <= performance.now()) {
        forget(key);
        return undefined;
      }
      return value;
    },

    remember(group: string, name: string, value: Remembered): void {
      const key = keyOf(group, name);
      forget(key);
      values.set(key, value);
      held += value.bytes.length;
      for (const oldest of values.keys()) {
        if (held <= bytesAtMost) {
          break;
        }
        forget(oldest);
      }
    },
  };
}

const keyOf = (group: string, name: string): string => `${group}|${name}`;
