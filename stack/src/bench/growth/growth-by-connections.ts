import { round } from '../../results/round.ts';
import { type Measured, measureInTurn, type Side } from '../measuring/compare.ts';
import type { Growth } from '../results/bench-report.ts';

export const CONNECTIONS = [8, 32, 128];

export type Point = { size: number; one: Measured };

/** One figure at several numbers of connections, in turn. */
export async function growthByConnections(
  what: string,
  sideAt: (connections: number) => Side,
): Promise<Growth[]> {
  const measured = await measureInTurn(CONNECTIONS.map(sideAt), 1);
  return growthOf(
    what,
    measured.map((one, index) => ({ size: CONNECTIONS[index] ?? 0, one })),
  );
}

/** How many a second, and what one costs: the processor's time where the system tells it, and the median beside. */
export function growthOf(what: string, points: Point[], of = 'connections'): Growth[] {
  const growth = (name: string, unit: string, read: (one: Measured) => number): Growth => ({
    what: name,
    of,
    unit,
    points: points.map(({ size, one }) => ({ size, value: round(read(one), 2) })),
  });
  const isKnown = points.every(({ one }) => one.cpuMicroseconds !== null);
  return [
    growth(what, 'a second', ({ perSecond }) => perSecond),
    growth(`${what}, median`, 'ms', ({ p50Ms }) => p50Ms),
    ...(isKnown
      ? [growth(`${what}, processor`, 'µs', ({ cpuMicroseconds }) => cpuMicroseconds ?? 0)]
      : []),
  ];
}
