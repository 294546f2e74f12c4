import { setTimeout as sleep } from 'node:timers/promises';

type Wait = { withinMs: number; everyMs?: number };

/** Asks until the answer is true; false when the time is over. A question that throws counts as no. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 50 }: Wait,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await answersYes(isTrue)) {
      return true;
    }
    await sleep(everyMs);
  }
  return answersYes(isTrue);
}

async function answersYes(isTrue: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await isTrue();
  } catch {
    // Not reachable yet is the usual reason to ask again.
    return false;
  }
}
