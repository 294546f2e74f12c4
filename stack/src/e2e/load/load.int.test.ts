import { join } from 'node:path';
import { changeLoad, type Change, type PlanName, PLANS, type Target } from '@frontrow/k6';
import { bundledScenarios } from '@frontrow/k6/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { measureVisits } from '../../compare/measure-visits.ts';
import { runLoad } from '../../load/run-load.ts';
import { prepareRun } from '../../load/shop/prepare-run.ts';
import { isMet } from '../../results/result-row.ts';
import { makeTempDir } from '../../testing/temp-dir.ts';
import { type ShopUnderTest, startShopUnderTest } from '../shop/shop-under-test.ts';

/** The load runs at a size that proves that they work; nothing here measures. */

const LOOSE = { p95Ms: 20_000, p99Ms: 20_000, errorShare: 0 };
const NOTHING_PREPARED = { logins: [], prize: { scheduleId: 0, seatNos: [] } };
const log = () => undefined;
const targets: Target[] = ['edge', 'origin'];
let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { total_active_users: 5, new_users_per_minute: 3000 } });
}, 120_000);
afterAll(() => shop.stop());

function small(name: PlanName, change: Change, bookingsAtLeast: number) {
  const plan = PLANS[name];
  return {
    ...plan,
    load: changeLoad(plan.load, change),
    thinkSeconds: 0,
    business: LOOSE,
    poll: LOOSE,
    bookingsAtLeast,
  };
}

function optionsFor(target: Target, plan: ReturnType<typeof small>) {
  const { edgeUrl, originUrl, databaseUrl, keys } = shop;
  const where = { edgeUrl, originUrl, databaseUrl, edgeKeys: keys.edge };
  return { plan, target, shop: where, accounts: 4, log };
}

const run = (target: Target, plan: ReturnType<typeof small>) => runLoad(optionsFor(target, plan));

const smoke = small('smoke', { perSecond: 1, seconds: 2 }, 2);

describe.each(targets)('a load run, TARGET=%s', (target) => {
  it('plays the seven calls, and passes its audit', { timeout: 120_000 }, async () => {
    const report = await run(target, smoke);
    expect(report.rows.filter((row) => !isMet(row))).toEqual([]);
    expect(report.figures).toMatchObject({ visitors: 2, bookings: 2, unexpected: {} });
    const calls = ['points', 'charge', 'concerts', 'dates', 'seats', 'reserve', 'pay'];
    expect(Object.keys(report.figures.byName)).toEqual(expect.arrayContaining(calls));
    expect(report.figures.byKind.business?.calls).toBeGreaterThanOrEqual(14);
  });

  it('lets a crowd wait for its turn and fight for seats', { timeout: 120_000 }, async () => {
    const war = small('seat-war', { visitors: 12, seconds: 60 }, 12);
    const report = await run(target, war);
    expect(report.rows.filter((row) => !isMet(row))).toEqual([]);
    expect(report.figures.byKind.poll?.calls).toBeGreaterThan(0);
    expect(report.broken).toEqual([]);
  });
});

describe.each(targets)('what k6 is given, TARGET=%s', (target) => {
  it('buys a seat, call by call', { timeout: 120_000 }, async () => {
    const bundled = await bundledScenarios();
    onTestFinished(() => bundled.remove());
    const options = optionsFor(target, smoke);
    const prepared = await prepareRun(options);
    const { edgeUrl, originUrl, edgeKeys } = options.shop;
    const { scenario, counted } = bundled.load('smoke', {
      prepared,
      env: {
        TARGET: target,
        URL: target === 'edge' ? edgeUrl : originUrl,
        EDGE_KEYS: edgeKeys,
        SECONDS: '60',
      },
    });
    await scenario.default();
    expect(counted.get('bookings')).toBe(1);
    expect(counted.get('failed')).toBe(0);
  });
});

describe('the accounts of a run', () => {
  it('are used again by the next one, while the shop knows them', async () => {
    const keepIn = join(makeTempDir(), 'logins.json');
    const options = { ...optionsFor('edge', smoke), keepIn };
    const { logins } = await prepareRun(options);
    expect(await prepareRun(options)).toEqual({ ...NOTHING_PREPARED, logins });
    await shop.knex('login').delete();
    const { logins: anew } = await prepareRun(options);
    expect(anew.filter((login) => logins.includes(login))).toEqual([]);
  });
});

describe('the audit of a run', () => {
  it('fails the run for one seat that is not as it was sold', { timeout: 120_000 }, async () => {
    const seat = await shop.knex('seat').where({ status: 'SOLD' }).first();
    const { scheduleId, seatNo, reservationId } = seat as Record<string, number>;
    const change = (values: object) =>
      shop.knex('seat').where({ scheduleId, seatNo }).update(values);
    await change({ status: 'AVAILABLE', reservationId: null });
    onTestFinished(async () => void (await change({ status: 'SOLD', reservationId })));

    const report = await run('edge', smoke);
    expect(report.isMet).toBe(false);
    expect(report.broken.join('\n')).toContain('a confirmed reservation has its seats sold');
    // All else was as it should be: it is the audit that fails the run.
    expect(report.rows.filter((row) => !isMet(row)).map(({ what }) => what)).toEqual([
      'audit: of them broken',
    ]);
  });

  it('is not left out: without the tables there is no report', async () => {
    const { shop: where, ...options } = optionsFor('edge', smoke);
    const databaseUrl = where.databaseUrl.replace(/\/[^/]*$/, '/nowhere');
    await expect(runLoad({ ...options, shop: { ...where, databaseUrl } })).rejects.toThrow(
      'nowhere',
    );
  });
});

it('measures what the shop carries of whole visits', { timeout: 120_000 }, async () => {
  const preparation = await prepareRun(optionsFor('edge', smoke));
  const stages = await measureVisits({
    edgeUrl: shop.edgeUrl,
    preparation,
    target: LOOSE,
    log,
    mostVisitors: 2,
    stageMs: 700,
  });
  expect(stages.map(({ buyers }) => buyers)).toEqual([1, 2]);
  for (const stage of stages) {
    expect(stage.requestsPerSecond).toBeGreaterThan(1);
    expect(stage.errorShare).toBe(0);
    expect(stage.p95Ms).toBeGreaterThan(0);
  }
});
