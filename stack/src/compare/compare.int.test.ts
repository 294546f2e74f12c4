import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aloneTarget, formatAlone } from './results/alone-table.ts';
import { formatTable } from './results/comparison-table.ts';
import { plotSold } from './results/plot-sold.ts';
import { formatProfile, profiledOrigins } from './results/profile-table.ts';
import { summarize } from './results/summarize.ts';
import { targetsOf } from './results/targets.ts';
import type { RoomAlone } from './rooms-alone.ts';
import { type Compared, runComparison } from './run-comparison.ts';
import { WAYS } from './start-way.ts';

const profileDir = mkdtempSync(join(tmpdir(), 'frontrow-profiles-'));

/** The whole comparison, tiny; nothing here measures. */
const BUYERS = 6;
const OPTIONS = {
  only: undefined,
  roomSeconds: 0.3,
  rounds: 1,
  dropped: 0,
  seconds: 2,
  demand: 3,
  buyers: BUYERS,
  // Both rooms hold four: some of the six wait.
  capacity: 60,
  origins: [1],
  scale: undefined,
  seed: 1,
  thinkSeconds: 0.02,
  accounts: 3,
  dataDir: undefined,
  profileDir,
  log: () => undefined,
};

let database: TestDatabase;
let compared: Compared;
let alone: RoomAlone[];

beforeAll(async () => {
  database = await createTestDatabase();
  const comparison = await runComparison({ ...OPTIONS, given: database });
  compared = comparison.compared[0] as Compared;
  alone = comparison.alone;
}, 180_000);
afterAll(async () => {
  rmSync(profileDir, { recursive: true, force: true });
  await database.drop();
});

describe('the comparison of rooms', () => {
  it.each(WAYS)('sells a seat to every buyer, and passes its audit: %s', (way) => {
    const run = compared.runs.find((one) => one.way === way);
    expect(run?.audit.broken).toEqual([]);
    expect(run).toMatchObject({ visitors: BUYERS, bookings: BUYERS, failed: 0, unexpected: {} });
    expect(run?.sold.at(-1)?.sold).toBe(BUYERS);
    // More where two wanted the same seats, and one chose again.
    expect(run?.business.calls).toBeGreaterThanOrEqual(BUYERS * 7);
    expect(run?.originRequests).toBeGreaterThan(BUYERS);
  });

  it('visits each of the two rooms by itself', () => {
    expect(alone.map(({ room }) => room).toSorted()).toEqual(['mysql', 'redis']);
    for (const { visitsPerSecond, stepMs, cpuMs } of alone) {
      expect(visitsPerSecond).toBeGreaterThan(1);
      expect(Math.min(...Object.values(stepMs), cpuMs.asking)).toBeGreaterThan(0);
    }
    expect(formatAlone(alone)).toMatch(/visits a second +\d+ +\d+\n/);
    expect(aloneTarget(alone).value).toBeGreaterThan(0);
  });

  it('tells what the origins were busy with', () => {
    const profiled = profiledOrigins(compared);
    if (profiled === undefined) {
      throw new Error('No profile was taken.');
    }
    for (const way of WAYS) {
      expect(profiled.ways[way].map(({ where }) => where)).toContain('mysql2');
    }
    expect(formatProfile(profiled)).toMatch(/in all +\d+\.\d\d +\d+\.\d\d +\d+\.\d\d\n/);
  });

  it('shows the three beside each other, with the targets', () => {
    const summary = summarize(compared);
    expect(formatTable(summary)).toContain('queue in MySQL');
    expect(targetsOf(summary)).toHaveLength(5);
    expect(plotSold([compared], OPTIONS.seconds).match(/<polyline/g)).toHaveLength(3);
  });
});
