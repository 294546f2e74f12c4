const STEP = 0x6d2b79f5;

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). Not for secrets. */
export function createRandom(seed: number): () => number {
  let index = 0;
  return () => randomAt(seed, index++);
}

/** The number of that index in the same sequence, without those before it. */
export function randomAt(seed: number, index: number): number {
  const state = (seed + Math.imul(index + 1, STEP)) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** A whole number from `least` to `most`, both included. */
export function pickInteger(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}
