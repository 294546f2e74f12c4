import { markdownTable } from '../results/markdown-table.ts';
import { FULLNESS, ON_SALE, VCPUS } from './assumptions.ts';
import { type Cost, costsOf, storageGb, vcpusOf } from './costs.ts';
import { type Needs, needsOf } from './needs.ts';
import type { Figure, Figures, Price } from './read-figures.ts';
import { LIMITS } from './where-it-stops.ts';

const HEAD = `# What a large on-sale needs

Written by \`npm run scaling\` from what \`docs/results\` holds; \`npm run bench -- --keep\` writes it anew as well. Nothing on this
page was measured on AWS or Cloudflare. **Measured** is what one request, visitor or seat takes, on one machine with two
cores that also ran the driver, the database and Redis. **Extrapolated** is everything that multiplies it: that a core of a
cloud instance does as much, that a request costs as much beside more of its kind (measured up to four origins:
[performance](results/performance.md)), and that nothing else becomes scarce first. Do your own run before you sell:
\`npm run capacity\` and \`npm run load\` measure a deployment.
`;

/** The whole of docs/scaling.md. */
export function scalingPage(figures: Figures, prices: readonly Price[]): string {
  const needs = needsOf(figures);
  return [
    HEAD,
    section('The on-sale', assumptionLines()),
    section('Measured', measuredTable(figures)),
    section('Extrapolated: what it needs', needsTable(needs)),
    section('What it costs', costTables(costsOf(needs, prices))),
    section('Prices', pricesTable(prices)),
    section('Where each part stops, and what replaces it', limitsTable()),
  ].join('\n');
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}\n`;
}

function assumptionLines(): string {
  const { lists, seatMaps, holds, payments } = ON_SALE;
  return `${number(ON_SALE.waiting)} visitors arrive within ${ON_SALE.arriveWithinSeconds} s; ${number(ON_SALE.admittedAMinute)} are let in a minute until all have been in, and each makes ${
    lists + seatMaps + holds + payments
  } calls: ${lists} lists, ${seatMaps} seat map, ${holds} hold, ${payments} that move money. The shop has ${number(ON_SALE.seats)} seats and ${ON_SALE.onSalesAMonth} such on-sales a month. Nothing is planned to be more than ${FULLNESS * 100} % busy.
Other numbers: \`stack/src/scaling/assumptions.ts\`.`;
}

function measuredTable(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, figure]: [string, Figure | undefined]) =>
    figure === undefined
      ? [MEASURES[name] ?? name, '_not measured yet_', '']
      : [MEASURES[name] ?? figure.what, `${number(figure.value)} ${figure.unit}`, figure.where],
  );
  return table(['one', 'takes', 'kept from'], rows);
}

const MEASURES: Record<string, string> = {
  listUs: 'concert list: processor of the origin',
  seatMapUs: 'seat status: processor of the origin',
  holdUs: 'hold: processor of the origin',
  payUs: 'payment: processor of the origin',
  pollUs: 'poll of a waiting visitor: processor of workerd, sockets included',
  entersPerSecond: 'Redis: judged requests',
  advanceMs: 'Redis: a tick that calls 1,000 of the longest line, p99',
  bytesAVisitor: 'Redis: memory of a waiting visitor in the longest line',
  arrivalsPerSecond: 'Redis and one origin: arrivals into the longest line',
  databaseMs: 'purchase: processor of the database, hold and payment',
  readsAPurchase: 'purchase: reads of the database from disk',
  tablesMib: 'tables and keys of the largest shop measured',
  requestsForThousand: 'origin requests for 1,000 arrivals at the edge',
};

function needsTable(needs: Needs): string {
  const minutes = needs.saleSeconds / 60;
  const { polls } = needs;
  return table(
    ['part', 'need', 'because'],
    [
      [
        'the sale',
        `${number(minutes)} minutes`,
        `${number(needs.perSecond)} visitors a second, ${number(needs.perSecond * needs.calls)} calls a second`,
      ],
      [
        'origins (EC2)',
        `${number(needs.origins)} × ${VCPUS} vCPU; ${needs.restingOrigins} at rest`,
        `${number(needs.visitorMs)} ms of processor a visitor: ${number(needs.originCores)} cores, one process a core`,
      ],
      [
        'database (RDS)',
        `${number(vcpusOf(needs.databaseCores))} vCPU, ${number(storageGb(needs))} GB, ${number(needs.iops)} IOPS`,
        `${number(needs.databaseCores)} cores; tables and keys ${number(needs.databaseGib)} GiB; three commits a visitor that wait for two flushes each, were none shared`,
      ],
      [
        'Redis (ElastiCache)',
        `${number(needs.redisBytes / 1024 ** 2)} MiB of a node’s memory`,
        `${percent(needs.redisArriving)} of one core while everybody arrives, ${percent(needs.redisSelling)} while the line moves; a replica for the loss of a node`,
      ],
      [
        'arrivals (Durable Objects)',
        `${number(needs.shards)} shards`,
        `${number(needs.arrivalsPerSecond)} arrivals a second; ${number(needs.arrivalRequestsPerSecond)} requests a second reach the origins for them`,
      ],
      [
        'polls (Workers)',
        `${number(polls.perSecond)} a second at first, ${number(polls.total)} in all`,
        `a third of the wait that is left, 2 to 30 s apart; with arrivals and calls ${number(needs.workerMs / 1000)} s of processor; no poll reaches an origin`,
      ],
    ],
  );
}

function costTables(costs: readonly Cost[]): string {
  const rows = costs.map(({ what, monthUsd, onSaleUsd }) => [what, usd(monthUsd), usd(onSaleUsd)]);
  const [month, onSale] = [sum(costs, 'monthUsd'), sum(costs, 'onSaleUsd')];
  const all = month.usd + onSale.usd * ON_SALE.onSalesAMonth;
  const missing = month.missing + onSale.missing;
  return `${table(
    ['', 'a month at rest, $', 'more for an on-sale, $'],
    [
      ...rows,
      [
        missing > 0 ? '**what is known**' : '**in all**',
        `**${usd(month.usd)}**`,
        `**${usd(onSale.usd)}**`,
      ],
    ],
  )}

With ${ON_SALE.onSalesAMonth} on-sales a month: ${usd(all)} $${
    missing > 0
      ? `, **without the ${missing} that need a price or a figure which is not there**; see the next table`
      : ''
  }. What the plans include is not taken off.`;
}

function sum(costs: readonly Cost[], column: 'monthUsd' | 'onSaleUsd') {
  const values = costs.map((cost) => cost[column]);
  return {
    usd: values.reduce<number>((total, value) => total + (value ?? 0), 0),
    missing: values.filter((value) => value === undefined).length,
  };
}

function limitsTable(): string {
  return `Of what would replace a part nothing has been built, unless it says so.

${table(['part', 'grows by', 'stops at', 'then'], LIMITS)}`;
}

function pricesTable(prices: readonly Price[]): string {
  const rows = prices.map(({ what, usd: price, source, on }) => [
    what,
    price === null ? '**yours to fill in**' : String(price),
    source === null
      ? 'no source was found that could be checked'
      : `<${source}>, ${on ?? 'undated'}`,
  ]);
  return `Change \`docs/scaling-prices.json\` to your region, contract and reservations, then \`npm run scaling\`.

${table(['', '$', 'from'], rows)}`;
}

function table(head: string[], rows: readonly string[][]): string {
  return markdownTable(
    head.map((one) => ({ head: one })),
    rows,
  );
}

function number(value: number): string {
  if (Number.isNaN(value)) {
    return '?';
  }
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function percent(share: number): string {
  return Number.isNaN(share) ? '?' : `${number(share * 100)} %`;
}

function usd(value: number | undefined): string {
  return value === undefined ? '?' : value.toLocaleString('en', { maximumFractionDigits: 2 });
}
