import { signal } from '@preact/signals';
import { createKeptCalls, type KeptCall } from './kept-call.ts';

const keptCalls = createKeptCalls({ store: sessionStorage, now: () => Date.now() });

/** What the room refused and the buyer has not decided about yet. */
export const keptCall = signal<KeptCall | undefined>(keptCalls.find());

export function keepCall(call: Omit<KeptCall, 'keptAt'>): void {
  keptCalls.keep(call);
  keptCall.value = keptCalls.find();
}

export function forgetKeptCall(): void {
  keptCalls.forget();
  keptCall.value = undefined;
}

/** The buyer did the same in another way, and need not be asked about it. */
export function forgetIfSame({ method, path }: { method?: string; path: string }): void {
  const kept = keptCall.value;
  if (kept !== undefined && kept.method === method && kept.path === path) {
    forgetKeptCall();
  }
}
