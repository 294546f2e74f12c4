import type { Measurement } from '../../bench/results/performance-page.ts';
import { boundOf, isMet, type ResultRow } from '../../results/result-row.ts';
import type { Run } from '../play-run.ts';
import type { RoomAlone } from '../rooms-alone.ts';
import { CALLS, type Sized } from '../size-room.ts';
import { WAYS } from '../start-way.ts';
import { aloneRows, aloneTarget } from './alone-table.ts';
import { originsTitle, tableRows, WAY_NAMES, type WayRow } from './comparison-table.ts';
import { profileRows, type ProfiledOrigins } from './profile-table.ts';
import type { Summarized, Summary } from './summarize.ts';
import { targetsOf } from './targets.ts';

export type KeptComparison = {
  /** The two rooms by themselves, measured at another time perhaps. */
  alone?: { measured: Measurement; seconds: number; rounds: number; runs: RoomAlone[] };
  /** What the origins were busy with, in runs of their own. */
  profile?: { measured: Measurement; profiled: ProfiledOrigins[] };
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
origin, edge, buyers and ramp. Buyers come at their times, from none to several times what the shop can carry, whether or
not those before them were answered; each has a place of its own, and an account; it makes the seven calls with a pause
before each. The ways take turns, each round in another order; the first round is dropped, the rest are medians. Every
run has origins and an edge of its own, and ends with the audit: seats sold are reservations paid, no seat twice, ledgers
sum up, nobody entered above capacity or rate, nobody was passed by a later number.

- *no room*: every request goes to the origins, and nobody is asked about anybody;
- *queue in MySQL*: the room's interface on two indexed tables, in the shop's database and on its pool: one UPDATE of
  one row by its primary key for a request of somebody inside, a short transaction under the room's row lock for who
  enters, comes, leaves or is called. It is the comparison's alone; draws, lanes, codes and the record are not part of it;
- *room in Redis*: Frontrow's own.

Cap, rate, order, sessions and pace of the two rooms are the same. Their size follows the rule of \`npm run capacity\`: seven tenths of
the most calls a second at which visits like those that are played keep the bounds of \`buyer-journey\`, measured while a crowd
joins, which takes of the same processors. Each number of origins has a size and a ramp of its own, measured right before its runs.
Visitors who wait ask the edge, in both: the edge answers them, and asks the origins for one small document a second. In the
published comparison each poll asked the queue itself: 1,370 transactions a second with Redis, of two servers, ÷ 288 with MySQL,
of one, = 4.76. How many polls there were here, and what reached the origins, is in the table. What is left between the two
rooms is what somebody inside, and the line's upkeep, cost the processors. Both let the same number in, so neither sells more than
that: they differ in how long those inside wait, in calls that fail, and in processor time a booking. What each room carries by
itself is measured apart from that.

Bookings and waiting are two ends of one trade, which the size of the room sets: a room sells more where it leaves no processor
at rest, and answers sooner where it leaves some. Without a room this shop answers late under several times its load, and refuses
some; the more come, the more it does so. A machine that is faster or slower in the minutes of a run than in those in which the
room was sized moves it from one end to the other.

Whoever still waits when buyers stop coming goes home. Without a room nobody waits in line: all who came go on until they are
served or refused, and the shop sells to them, slowly answered, long after the ramp. So there are two measures: bookings a
second while buyers came, and the seconds until as many seats were sold as the slowest way sold in all.

The driver, the edge, the origins and both servers share the processors of one machine, so a way that needs less leaves
more to all others.
`;

const ALONE = `How much each room carries where nothing else is asked of the machine: one process sends whole visits to the room's own
interface, 32 at once, without HTTP, edge or shop, on the servers that sell in the chapters below. Eight visitors come together,
as the edge gathers them; each enters, is judged seven times more, and is done. The room is wide open, and ticks each second.
Both rooms' totals must say what was counted.`;

const PROFILE = `Time in which the origins were not at rest by what ran, in milliseconds a booking: V8's samples while such runs were profiled, from
start to stop, summed up by package and by folder of ours; what has neither is Node's own. Where processors are short it holds the
time in which an origin waited for one. Calls that failed are in it too.`;

export function comparisonPage(kept: KeptComparison): string {
  const { alone, profile, measured, shop, seconds, rounds, summaries } = kept;
  const data =
    shop.scale === null
      ? `the demo shop, ${shop.seats.toLocaleString('en')} seats`
      : `${shop.seats.toLocaleString('en')} seats (scale ${shop.scale}), seed ${shop.seed}`;
  return [
    HEAD.trimEnd(),
    '![Seats sold over time](comparison/sold.svg)',
    `${howMeasured(measured)}; ${data}; ${rounds} rounds of ${seconds} s.${noteOf(measured)}`,
    ...(alone === undefined ? [] : aloneChapter(alone)),
    ...summaries.flatMap((summary) => chapter(summary, kept)),
    ...(profile === undefined ? [] : profileChapter(profile)),
    '',
  ].join('\n\n');
}

function chapter(summary: Summarized, { sized, seconds }: KeptComparison): string[] {
  const { origins } = summary;
  const size = sized.find((one) => one.origins === origins);
  return [
    `## ${originsTitle(origins)}`,
    ...(size === undefined ? [] : [sizeSentence(size, seconds)]),
    wayTable(tableRows(summary)),
    ['| target | | |', '| --- | ---: | --- |', ...targetsOf(summary).map(targetLine)].join('\n'),
    ceilingSentence(summary),
  ];
}

function wayTable(rows: readonly WayRow[]): string {
  return [
    `| | ${WAYS.map((way) => WAY_NAMES[way]).join(' | ')} |`,
    '| --- | ---: | ---: | ---: |',
    ...rows.map(({ what, cells }) => `| ${what.trim()} | ${cells.join(' | ')} |`),
  ].join('\n');
}

function profileChapter({ measured, profiled }: NonNullable<KeptComparison['profile']>): string[] {
  return [
    '## What the origins are busy with',
    PROFILE,
    `${howMeasured(measured)}.${noteOf(measured)}`,
    ...profiled.flatMap((one) => [
      `${originsTitle(one.origins)}:`,
      wayTable(profileRows(one)),
      busySentence(one),
    ]),
  ];
}

/** What the origins' part of the distance between the two rooms can be at the most. */
export function busySentence({ ways }: Pick<ProfiledOrigins, 'ways'>): string {
  const [none, inMysql, inRedis] = WAYS.map((way) => busyMs(ways[way])) as [number, number, number];
  return `With the queue in MySQL the origins are busy × ${(inMysql / inRedis).toFixed(2)} as long for a booking as with the room in Redis: were they all that a shop is short of, and were as many let in as it can serve, it could sell so many times as much, and no more. The shop's own calls, which are the same in all three, take ${none.toFixed(2)} ms without a room.`;
}

function busyMs(places: ProfiledOrigins['ways']['redis']): number {
  return places.reduce((sum, { msPerBooking }) => sum + msPerBooking, 0);
}

/** What each queue carries; what a shop gains by that is told by the chapters after it. */
function aloneChapter({
  measured,
  seconds,
  rounds,
  runs,
}: NonNullable<KeptComparison['alone']>): string[] {
  return [
    '## The rooms by themselves',
    ALONE,
    `${howMeasured(measured)}; ${rounds} rounds of ${seconds} s.${noteOf(measured)}`,
    [
      `| | ${WAY_NAMES.mysql} | ${WAY_NAMES.redis} |`,
      '| --- | ---: | ---: |',
      ...aloneRows(runs).map(({ what, mysql, redis }) => `| ${what} | ${mysql} | ${redis} |`),
    ].join('\n'),
    ['| target | | |', '| --- | ---: | --- |', targetLine(aloneTarget(runs))].join('\n'),
  ];
}

function howMeasured({ command, on, commit, machine, versions }: Measurement): string {
  return `\`${command}\`; measured on ${on}, commit ${commit}, ${machine}, ${versions}`;
}

function noteOf({ note }: Measurement): string {
  return note === null ? '' : ` ${note}`;
}

function sizeSentence({ requestsPerSecond, room, buyers }: Sized, seconds: number): string {
  const carried = requestsPerSecond.toFixed(0);
  const { total_active_users: capacity, new_users_per_minute: rate } = room;
  const most = ((2 * buyers) / seconds / (requestsPerSecond / CALLS)).toFixed(1);
  return `The shop carries ${carried} calls a second of such visits, so both rooms hold ${capacity} and let ${rate} a minute in; ${buyers} buyers come, at the end ${most} times what the shop can carry.`;
}

/** How much of the distance between the two rooms there is to win at all. */
export function ceilingSentence({ ways }: Pick<Summarized, 'ways'>): string {
  const { off, mysql, redis } = ways;
  const [none, inMysql, inRedis] = [off, mysql, redis].map(processorMs) as [number, number, number];
  const times = (ms: number) => `× ${(inMysql / ms).toFixed(2)}`;
  return `Origins, database, Redis and edge together take ${inMysql.toFixed(1)} ms of processor a booking with the queue in MySQL, ${inRedis.toFixed(1)} with the room in Redis (${times(inRedis)}) and ${none.toFixed(1)} without a room: where the processors are what is short, a room that cost nothing at all could sell ${times(none)} of what the queue in MySQL sells.`;
}

function processorMs({ cpuMsPerBooking: { origins, database, redis, edge } }: Summary): number {
  return [origins, database, redis, edge].reduce<number>((sum, ms) => sum + (ms ?? Number.NaN), 0);
}

function targetLine(row: ResultRow): string {
  return `| ${row.what} | ${row.value} | ${boundOf(row)}: ${isMet(row) ? 'met' : '**not met**'} |`;
}
