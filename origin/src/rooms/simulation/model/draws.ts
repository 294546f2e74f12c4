/**
 * Random numbers without a state: what visitor 17 does at its third call is the same in every run of a
 * seed, whatever happens around it, so that two ways of admission are compared on the same visitors.
 */
export function createDraws(seed: number) {
  /** 0 ≤ draw < 1. `stream` tells apart what is drawn for the same visitor. */
  const draw = (stream: number, visitor: number, index = 0): number => {
    let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    for (const part of [stream, visitor, index]) {
      mixed = Math.imul(mixed ^ (part + 0x7f4a7c15), 0xc2b2ae35);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x27d4eb2d);
      mixed ^= mixed >>> 13;
    }
    return (mixed >>> 0) / 2 ** 32;
  };
  return {
    draw,
    exponential: (mean: number, stream: number, visitor: number, index = 0): number =>
      -mean * Math.log(1 - draw(stream, visitor, index)),
  };
}

export type Draws = ReturnType<typeof createDraws>;

/** What is drawn; each has its own stream. */
export const STREAM = {
  arrival: 1,
  absent: 2,
  calls: 3,
  think: 4,
  service: 5,
  notice: 6,
  silent: 7,
} as const;
