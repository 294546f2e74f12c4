import { describe, expect, it } from 'vitest';
import type { Run } from '../play-run.ts';
import type { RoomAlone } from '../rooms-alone.ts';
import type { Comparison } from '../run-comparison.ts';
import { WAYS } from '../start-way.ts';
import type { KeptComparison } from './comparison-page.ts';
import { withMeasured } from './keep-comparison.ts';

const EARLIER = measuredAt('2026-01-01');
const LATER = measuredAt('2026-02-02');
const SHOP: KeptComparison = {
  measured: EARLIER,
  shop: { scale: 0.1, seed: 1, seats: 15_000_000 },
  rounds: 3,
  seconds: 30,
  summaries: [],
  sized: [],
  runs: [],
};
const ALONE: RoomAlone = {
  room: 'redis',
  round: 1,
  visitsPerSecond: 1_000,
  stepMs: { arrive: 1, enter: 1, inside: 1, leave: 1 },
  cpuMs: { asking: 1, database: null, redis: 1 },
};
const SIZED = {
  requestsPerSecond: 1,
  room: { new_users_per_minute: 1, total_active_users: 1 },
  buyers: 1,
};
const OPTIONS = {
  only: undefined,
  rounds: 5,
  dropped: 1,
  seconds: 10,
  roomSeconds: 2,
  demand: 3,
  buyers: undefined,
  capacity: undefined,
  origins: [1],
  scale: undefined,
  seed: 2,
  thinkSeconds: 1,
  accounts: 1,
  dataDir: undefined,
  profileDir: undefined,
};

function measuredAt(on: string) {
  return { on, commit: 'c', machine: 'm', versions: 'v', command: 'npm run it', note: null };
}

function comparison(parts: Partial<Comparison>): Comparison {
  return { seats: 200, versions: 'v', alone: [], compared: [], ...parts };
}

describe('keeping a comparison', () => {
  it('leaves the shop as it was where only the rooms were measured', () => {
    const kept = withMeasured(SHOP, comparison({ alone: [ALONE] }), OPTIONS, LATER);

    expect(kept).toEqual({
      ...SHOP,
      alone: { measured: LATER, seconds: 2, rounds: 5, runs: [ALONE] },
    });
  });

  it('leaves the rooms as they were where only the shop was measured', () => {
    const alone = { measured: EARLIER, seconds: 5, rounds: 3, runs: [ALONE] };
    const shop = comparison({ compared: [{ origins: 1, sized: SIZED, runs: [] }] });

    const kept = withMeasured({ ...SHOP, alone }, shop, OPTIONS, LATER);

    expect(kept).toMatchObject({
      measured: LATER,
      rounds: 5,
      shop: { seats: 200, seed: 2 },
      alone,
    });
  });

  it('keeps of runs that were profiled the profile alone', () => {
    const profile = { busyMs: 40, shares: [{ where: 'mysql2', share: 0.5 }] };
    const runs = WAYS.map((way) => ({ way, bookings: 10, profile }) as Run);

    const kept = withMeasured(
      SHOP,
      comparison({ compared: [{ origins: 2, sized: SIZED, runs }] }),
      OPTIONS,
      LATER,
    );

    const busy = [{ where: 'mysql2', msPerBooking: 2 }];
    const ways = { off: busy, mysql: busy, redis: busy };
    expect(kept).toEqual({
      ...SHOP,
      profile: { measured: LATER, profiled: [{ origins: 2, ways }] },
    });
  });

  it('leaves a profile as it was where none was taken', () => {
    const profile = { measured: EARLIER, profiled: [] };
    const shop = comparison({ compared: [{ origins: 1, sized: SIZED, runs: [] }] });

    expect(withMeasured({ ...SHOP, profile }, shop, OPTIONS, LATER).profile).toEqual(profile);
  });

  it('needs a shop that was measured before it keeps the rooms alone', () => {
    const rooms = comparison({ alone: [ALONE] });

    expect(() => withMeasured(undefined, rooms, OPTIONS, LATER)).toThrow(/without --only/);
  });
});
