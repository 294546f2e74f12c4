import type { Measurement } from '../../bench/results/performance-page.ts';
import { type DrillRow, isMet } from '../../drills/report.ts';
import type { Run } from '../play-run.ts';
import type { Sized } from '../size-room.ts';
import { WAYS } from '../start-way.ts';
import { tableRows, WAY_NAMES } from './comparison-table.ts';
import type { Summarized } from './summarize.ts';
import { targetsOf } from './targets.ts';

export type KeptComparison = {
  measured: Measurement;
  shop: { scale: number | null; seed: number; seats: number };
  rounds: number;
  seconds: number;
  summaries: Summarized[];
  sized: (Sized & { origins: number })[];
  runs: Run[];
};

const HEAD = `# No room, a queue in MySQL, the room in Redis

Written by \`npm run bench:rooms -- --keep\`. The three differ in one thing only, the room: the same machine, data,
origin, edge, buyers and ramp. Buyers come at their times, from none to three times what the shop can carry, whether or
not those before them were answered; each has a place of its own, and an account; it makes the seven calls with a pause
before each. The ways take turns, each round in another order; the first round is dropped, the rest are medians. Every
run has origins and an edge of its own, and ends with the audit: seats sold are reservations paid, no seat twice, ledgers
sum up, nobody entered above capacity or rate, nobody was passed by a later number.

- *no room*: every request goes to the origins, and nobody is asked about anybody;
- *queue in MySQL*: the room's interface on two indexed tables, in the shop's database and on its pool: one UPDATE of
  one row by its primary key for a request of somebody inside, a short transaction under the room's row lock for who
  enters, comes, leaves or is called. It is the comparison's alone; draws, lanes, codes and the record are not part of it;
- *room in Redis*: Frontrow's own.

Cap, rate, order, sessions and pace of the two rooms are the same, and their size is the sizing rule's, measured before
the first run while a crowd joins, which takes of the same processors. Visitors who wait ask the edge, in both: the edge
answers them, and asks the origins for one small document a second. In the published comparison each poll asked the queue
itself: 1,370 transactions a second with Redis ÷ 288 with MySQL = 4.76. How many polls there were here, and what reached
the origins, is in the table. What is left between the two rooms is what somebody inside, and the line's upkeep, cost the
processors: all of them are busy, so the ways differ in bookings about as they differ in processor time a booking.

Whoever still waits when buyers stop coming goes home. Without a room nobody waits in line: all who came go on until they are
served or refused, and the shop sells to them, slowly answered, long after the ramp. So there are two measures: bookings a
second while buyers came, and the seconds until as many seats were sold as the slowest way sold in all.

The driver, the edge, the origins and both servers share the processors of one machine, so a way that needs less leaves
more to all others.
`;

export function comparisonPage(kept: KeptComparison): string {
  const { measured, shop, seconds, rounds, summaries } = kept;
  const { on, commit, machine, versions, command, note } = measured;
  const data =
    shop.scale === null
      ? `the demo shop, ${shop.seats.toLocaleString('en')} seats`
      : `${shop.seats.toLocaleString('en')} seats (scale ${shop.scale}), seed ${shop.seed}`;
  return [
    HEAD,
    '![Seats sold over time](comparison/sold.svg)',
    `\`${command}\`; measured on ${on}, commit ${commit}, ${machine}, ${versions}; ${data}; ${rounds} rounds of ${seconds} s.${note === null ? '' : ` ${note}`}`,
    ...summaries.flatMap((summary) => chapter(summary, kept)),
    '',
  ].join('\n\n');
}

function chapter(summary: Summarized, { sized }: KeptComparison): string[] {
  const { origins } = summary;
  const size = sized.find((one) => one.origins === origins);
  return [
    `## ${origins === 1 ? 'One origin' : `${origins} origins`}`,
    ...(size === undefined ? [] : [sizeSentence(size)]),
    [
      `| | ${WAYS.map((way) => WAY_NAMES[way]).join(' | ')} |`,
      '| --- | ---: | ---: | ---: |',
      ...tableRows(summary).map(({ what, cells }) => `| ${what.trim()} | ${cells.join(' | ')} |`),
    ].join('\n'),
    ['| target | | |', '| --- | ---: | --- |', ...targetsOf(summary).map(targetLine)].join('\n'),
  ];
}

function sizeSentence({ requestsPerSecond, room, buyers }: Sized): string {
  const { new_users_per_minute: perMinute, total_active_users: inside } = room;
  return `The shop carries ${requestsPerSecond.toFixed(0)} requests a second, so both rooms hold ${inside} and let ${perMinute} a minute in; ${buyers} buyers come.`;
}

function targetLine(row: DrillRow): string {
  const { what, value, atLeast, atMost } = row;
  const bound = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
  return `| ${what} | ${value} | ${bound}: ${isMet(row) ? 'met' : '**not met**'} |`;
}
