import { median } from '../../results/median.ts';
import { round } from '../../results/round.ts';
import type { BenchReport, BenchRow, Growth } from '../results/bench-report.ts';
import { type Shares, unevenness } from './shares.ts';

/** One round at so many origins. */
export type Level = {
  origins: number;
  load: 'same for each' | 'all they can';
  /** Of what was to be asked, the share that was; null where nothing but the machine limits it. */
  asked: number | null;
  bookingsPerSecond: number;
  readsPerSecond: number;
  /** Of one origin that nobody asks, a second. */
  idleCpuMs: number | null;
  bookingCpuMs: number | null;
  readCpuMs: number | null;
  shares: Shares;
  checks: number;
};
const HINT = `Requests are dealt out to the origins in turn; on AWS the load balancer does it. All origins, MariaDB, Redis
and the driver share the cores of one machine, so bookings a second cannot grow with the origins here. What is shown is that
each origin carries what one alone carried at the same price, that the load is shared, and that each job still runs once.
Where all are asked for as much as they can answer, each of four has a quarter of it, and a request costs the more the fewer of
them an origin has in a turn of its event loop: compare one origin's read at its share with its read at all that it can.
Processor times are beside what an idle origin takes, which is told apart. Nothing was sold twice: a round whose audit
fails ends the run.`;

export function originsReport(levels: Level[]): BenchReport {
  const sizes = [...new Set(levels.map(({ origins }) => origins))].toSorted((a, b) => a - b);
  const sameForEach = levels.filter(({ load }) => load === 'same for each');
  const allTheyCan = levels.filter(({ load }) => load === 'all they can');
  const costs = COSTS.flatMap((one) => growthOf(one, sameForEach, sizes));
  const most = levels.filter(({ origins }) => origins === sizes.at(-1)).map(({ shares }) => shares);
  const rows: BenchRow[] = [
    ...costs.map(({ what, points }) => ({
      what: `${what}, ${sizes.at(-1)} origins / ${sizes[0]}`,
      value: round((points.at(-1)?.value ?? 0) / (points[0]?.value ?? 1), 4),
      unit: 'times' as const,
      atMost: 1.25,
    })),
    {
      what: 'of the load that each was to have, it had at the least',
      value: round(Math.min(...sameForEach.map(({ asked }) => asked ?? 0)) * 100, 2),
      unit: '%' as const,
      atLeast: 95,
    },
    ...evennessRow(
      'requests',
      most.map(({ requests }) => requests),
    ),
    ...evennessRow(
      'processor time',
      most.map(({ cpuMs }) => cpuMs),
    ),
    {
      what: 'origins that ran any one job in a round, at the most',
      value: Math.max(...levels.map(({ shares }) => shares.mostHolders)),
      unit: 'origins',
      atLeast: 1,
      atMost: 1,
    },
    {
      what: `audits of ${levels[0]?.checks ?? 0} checks and the room, one a round, all held`,
      value: levels.length,
      unit: 'audits',
    },
  ];
  const growth = [
    ...costs,
    ...RATES.flatMap((one) => growthOf(one, allTheyCan, sizes)),
    ...COSTS.flatMap((one) =>
      growthOf({ ...one, what: `all they can: ${one.what}` }, allTheyCan, sizes),
    ),
    ...growthOf(IDLE, levels, sizes),
  ];
  return { name: 'origins', title: 'One, two and four origins', rows, growth, hint: HINT };
}

type Grown = { what: string; unit: string; digits: number; read: (level: Level) => number | null };

const COSTS: Grown[] = [
  {
    what: 'processor time of a booking',
    unit: 'ms',
    digits: 2,
    read: (level) => level.bookingCpuMs,
  },
  { what: 'processor time of a read', unit: 'ms', digits: 3, read: (level) => level.readCpuMs },
];
const RATES: Grown[] = [
  {
    what: 'all they can: bookings',
    unit: 'a second',
    digits: 0,
    read: (level) => level.bookingsPerSecond,
  },
  {
    what: 'all they can: reads',
    unit: 'a second',
    digits: 0,
    read: (level) => level.readsPerSecond,
  },
];
const IDLE: Grown = {
  what: 'idle origin, a second',
  unit: 'ms',
  digits: 1,
  read: (level) => level.idleCpuMs,
};

/** None of what the system does not tell. */
function growthOf({ what, unit, digits, read }: Grown, levels: Level[], sizes: number[]): Growth[] {
  const points = sizes.map((size) => {
    const values = levels.filter(({ origins }) => origins === size).map(read);
    return { size, values };
  });
  return points.some(({ values }) => values.includes(null))
    ? []
    : [
        {
          what,
          of: 'origins',
          unit,
          points: points.map(({ size, values }) => ({
            size,
            value: round(median(values.filter((value) => value !== null)), digits),
          })),
        },
      ];
}

function evennessRow(what: string, shares: (number[] | null)[]): BenchRow[] {
  const known = shares.filter((share) => share !== null);
  return known.length === 0
    ? []
    : [
        {
          what: `${what} of the busiest of ${known[0]?.length ?? 0} origins / the idlest`,
          value: round(median(known.map(unevenness)), 4),
          unit: 'times',
          atMost: 1.5,
        },
      ];
}
