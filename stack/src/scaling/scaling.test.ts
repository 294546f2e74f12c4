import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edgeDir, repositoryDir } from '../repository.ts';
import { ARRIVALS_A_SHARD } from './assumptions.ts';
import { costsOf } from './costs.ts';
import { needsOf } from './needs.ts';
import { pollIntervalSeconds, pollsOf } from './poll-rule.ts';
import type { Figures } from './read-figures.ts';
import { currentScalingPage } from './write-scaling-page.ts';

const figure = (value: number) => ({ what: 'it', value, unit: 'it', where: 'a test' });

const FIGURES: Figures = {
  listUs: figure(100),
  seatMapUs: figure(200),
  holdUs: figure(1_000),
  payUs: figure(1_500),
  pollUs: figure(400),
  entersPerSecond: figure(10_000),
  advanceMs: figure(10),
  bytesAVisitor: figure(150),
  arrivalsPerSecond: { ...figure(50_000), size: 1_000_000 },
  databaseMs: figure(3),
  readsAPurchase: figure(2),
  tablesMib: { ...figure(100), size: 1_500_000 },
  requestsForThousand: figure(16),
};

it('docs/scaling.md says what the kept figures say: npm run scaling', () => {
  const kept = readFileSync(join(repositoryDir, 'docs', 'scaling.md'), 'utf8');
  expect(kept).toBe(currentScalingPage());
});

describe('polls', () => {
  it('are a third of the wait apart, within bounds', () => {
    expect([1, 30, 10_000].map(pollIntervalSeconds)).toEqual([2, 10, 30]);
  });

  it('of a line in which all wait long come 30 s apart', () => {
    const { perSecond, total } = pollsOf({ waiting: 1_000_000, callsPerSecond: 100 });
    expect(perSecond).toBeGreaterThan(1_000_000 / 30);
    expect(perSecond).toBeLessThan((1_000_000 / 30) * 1.1);
    // 5,000 s on average.
    expect(total).toBeGreaterThan((1_000_000 * 5_000) / 30);
    expect(total).toBeLessThan(((1_000_000 * 5_000) / 30) * 1.1);
  });
});

describe('needs', () => {
  it('multiply what one takes by how many there are', () => {
    const needs = needsOf(FIGURES);
    expect(needs.visitorMs).toBeCloseTo(4.5);
    expect(needs.databaseGib).toBeCloseTo((100 * 100) / 1024);
    expect(needs.redisBytes).toBe(200_000_000);
    expect(needs.shards).toBe(17);
    // Three commits a visitor of two flushes, and two reads for each one and a half purchases.
    expect(needs.iops).toBeCloseTo((10_000 / 60) * (3 * 2 + 1.5 * 2));
  });

  it('without its figure is not known, and costs what nobody can say', () => {
    const needs = needsOf({ ...FIGURES, databaseMs: undefined });
    const price = { id: 'databaseVcpuHour', what: 'it', usd: 1, source: null, on: null };
    const [known, unknown] = [needsOf(FIGURES), needs].map((one) =>
      costsOf(one, [price]).find(({ what }) => what.startsWith('database instance')),
    );
    expect(needs.databaseCores).toBeNaN();
    expect(known?.monthUsd).toBeGreaterThan(0);
    expect(unknown?.monthUsd).toBeUndefined();
  });
});

it.each([
  ['gate/room-status.ts', 'NEAREST_POLL_SECONDS = 2;'],
  ['gate/room-status.ts', 'POLLS_TO_TURN = 3;'],
  ['gate/room-status.ts', 'JITTER = 0.15;'],
  ['arrivals/shard-count.ts', `ARRIVALS_PER_SHARD = ${ARRIVALS_A_SHARD};`],
])('the Worker still does what is computed with: %s, %s', (file, line) => {
  // No package of ours may import the Worker; what it does is read where it stands.
  expect(readFileSync(join(edgeDir, 'src', file), 'utf8')).toContain(line);
});
