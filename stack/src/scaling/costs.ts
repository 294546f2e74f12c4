import { ON_SALE, SHARD_GB } from './assumptions.ts';
import type { Needs } from './needs.ts';
import type { Price } from './read-figures.ts';

export type Cost = {
  what: string;
  /** Undefined where a price is missing: it is the reader's to fill in. */
  monthUsd: number | undefined;
  onSaleUsd: number | undefined;
};

const INCLUDED_IOPS = 3_000;
const MILLION = 1_000_000;
const ZONES = 2;

type Times = (id: string, amount: number) => number | undefined;

/** A resting month, and what one on-sale comes to on top of it. What the plans include is not taken off. */
export function costsOf(needs: Needs, prices: readonly Price[]): Cost[] {
  const times: Times = (id, amount) => {
    const price = prices.find((one) => one.id === id)?.usd ?? undefined;
    return price === undefined || Number.isNaN(amount) ? undefined : price * amount;
  };
  return [...amazonCosts(needs, times), ...cloudflareCosts(needs, times)];
}

function amazonCosts(needs: Needs, times: Times): Cost[] {
  const hours = ON_SALE.hoursAMonth;
  // Brought up an hour before, taken down when the line is empty.
  const saleHours = Math.ceil(needs.saleSeconds / 3600) + 1;
  const units = needs.perSecond * needs.calls * (ON_SALE.answerKb / MILLION) * 3600;
  const monthly = (what: string, monthUsd: number | undefined): Cost => ({
    what,
    monthUsd,
    onSaleUsd: 0,
  });
  return [
    {
      what: `origins: ${needs.restingOrigins} at rest, ${Number.isNaN(needs.origins) ? '?' : needs.origins} for an on-sale`,
      monthUsd: times('originHour', needs.restingOrigins * hours),
      onSaleUsd: times('originHour', (needs.origins - needs.restingOrigins) * saleHours),
    },
    {
      what: 'load balancer',
      monthUsd: times('balancerHour', hours),
      onSaleUsd: times('balancerUnitHour', units * saleHours),
    },
    monthly(
      'database instance, two zones',
      times('databaseVcpuHour', vcpusOf(needs.databaseCores) * hours),
    ),
    monthly('its storage, two zones', times('storageGb', ZONES * storageGb(needs))),
    monthly(
      'its IOPS beyond those included',
      times('iops', ZONES * Math.max(0, needs.iops - INCLUDED_IOPS)),
    ),
    monthly('Redis: a node and its replica', times('redisHour', ZONES * hours)),
    {
      what: 'traffic out of AWS, to the edge',
      monthUsd: 0,
      onSaleUsd: times('trafficGb', (ON_SALE.waiting * needs.calls * ON_SALE.answerKb) / MILLION),
    },
  ];
}

function cloudflareCosts(needs: Needs, times: Times): Cost[] {
  const onSale = (what: string, id: string, amount: number): Cost => ({
    what,
    monthUsd: 0,
    onSaleUsd: times(id, amount / MILLION),
  });
  const objectGbSeconds = needs.shards * SHARD_GB * ON_SALE.arriveWithinSeconds;
  return [
    { what: 'Workers, the plan', monthUsd: times('workersPlan', 1), onSaleUsd: 0 },
    onSale(
      'Workers, arrivals, polls and calls',
      'workersRequests',
      needs.polls.total + ON_SALE.waiting * (1 + needs.calls),
    ),
    onSale('Workers, processor', 'workersCpu', needs.workerMs),
    onSale('Durable Objects, arrivals', 'objectRequests', ON_SALE.waiting),
    onSale('Durable Objects, duration', 'objectDuration', objectGbSeconds),
  ];
}

/** Room to grow, and for the logs: twice what the tables take. */
export function storageGb({ databaseGib }: Needs): number {
  return Math.ceil((databaseGib * 2) / 10) * 10;
}

/** Instances come in powers of two. */
export function vcpusOf(cores: number): number {
  return Number.isNaN(cores) ? Number.NaN : 2 ** Math.max(1, Math.ceil(Math.log2(cores)));
}
