import { AppError, type ProblemCode } from '@frontrow/protocol';

export type Settled<T> = { done: T[]; refused: Partial<Record<ProblemCode, number>> };

/** Runs all at once. Refusals are counted by code; anything else that was thrown is thrown again. */
export async function settleAll<T>(started: Promise<T>[]): Promise<Settled<T>> {
  const settled: Settled<T> = { done: [], refused: {} };
  for (const result of await Promise.allSettled(started)) {
    if (result.status === 'fulfilled') {
      settled.done.push(result.value);
      continue;
    }
    if (!(result.reason instanceof AppError)) {
      throw result.reason;
    }
    const { code } = result.reason;
    settled.refused[code] = (settled.refused[code] ?? 0) + 1;
  }
  return settled;
}

export function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_item, n) => make(n));
}
