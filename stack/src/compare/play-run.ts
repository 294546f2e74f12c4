import { join } from 'node:path';
import type { Plan, Preparation } from '@frontrow/k6';
import { startAudit } from '../load/audit/audit-run.ts';
import { playLoad } from '../load/driver/play-load.ts';
import type { Figures, RunFigures } from '../load/driver/run-figures.ts';
import { requestsByRoute } from '../origins/origin-requests.ts';
import { cpuBetween, type CpuOfParts, cpuOver, readCpu } from '../processors/cpu-of-parts.ts';
import { type Profile, readOriginProfile } from '../processors/read-profile.ts';
import { isMet } from '../results/result-row.ts';
import type { CompareShop } from './compare-shop.ts';
import type { Sized } from './size-room.ts';
import { type RunningWay, startWay, type Way } from './start-way.ts';
import { type Sold, watchIdle, watchSales } from './watch-run.ts';

/** One way, once. Times are of answers from when their requests were due. */
export type Run = {
  way: Way;
  origins: number;
  round: number;
  visitors: number;
  bookings: number;
  /** While buyers came; whoever was inside then still finished. */
  bookingsPerSecond: number;
  seconds: number;
  sold: Sold[];
  business: Figures;
  poll: Figures | null;
  room: Figures | null;
  /** Of all requests, those answered otherwise than a buyer expects, or not at all. */
  failed: number;
  requests: number;
  left: Record<string, number>;
  unexpected: Record<string, number>;
  cpuMsPerBooking: CpuOfParts;
  /** Shares of a core, over the whole run. */
  cores: CpuOfParts;
  /** Mean share of the slots that nobody had while somebody waited; null where nobody did. */
  idleShare: number | null;
  /** What reached the origins: requests in all, and the readings of the room that the edge asks for. */
  originRequests: number;
  originSnapshots: number;
  driverBehindP99Ms: number;
  audit: { checks: number; broken: string[] };
  /** What its origins were busy with, from start to stop, where that was asked for. */
  profile?: Profile;
};

export type ToPlay = {
  way: Way;
  origins: number;
  round: number;
  sized: Sized;
  plan: Plan;
  preparation: Preparation;
  profileDir: string | undefined;
};

/** Each buyer has a browser of its own: nobody waits at the driver for a connection to be free. */
const CONNECTIONS = 8_192;
const WARM_UP = { shape: 'steady' as const, perSecond: 5, seconds: 3 };
const SNAPSHOT_ROUTE = '/internal/rooms';
const NONE: Figures = { calls: 0, failed: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, mostMs: 0 };

/** Starts a way, plays the ramp, audits what it left behind, and stops it. Without an audit there is no run. */
export async function playRun(shop: CompareShop, toPlay: ToPlay): Promise<Run> {
  const { way, origins, round, profileDir: dir } = toPlay;
  const profileDir = dir && join(dir, `${origins}-origins`, `${way}-${round}`);
  const run = await playIn(shop, { ...toPlay, profileDir });
  return profileDir === undefined
    ? run
    : { ...run, profile: readOriginProfile(profileDir, { origins }) };
}

async function playIn(shop: CompareShop, toPlay: ToPlay): Promise<Run> {
  const { way, origins, sized, plan, preparation, profileDir } = toPlay;
  const running = await startWay(shop, { way, origins, room: sized.room, profileDir });
  try {
    const load = {
      edgeKeys: shop.keys.edge,
      target: 'edge' as const,
      url: running.edgeUrl,
      connections: CONNECTIONS,
      preparation,
    };
    await playLoad({ ...load, plan: { ...plan, load: WARM_UP, thinkSeconds: 0 } });
    return await measure(shop, running, { ...toPlay, load });
  } finally {
    await running.stop();
  }
}

type Measured = ToPlay & { load: Omit<Parameters<typeof playLoad>[0], 'plan'> };

async function measure(shop: CompareShop, running: RunningWay, toPlay: Measured): Promise<Run> {
  const { plan, load, way, origins, round } = toPlay;
  const overAt = performance.now() + plan.load.seconds * 1000;
  const idle = watchIdle(() => performance.now() >= overAt);
  const audit = await startAudit({
    databaseUrl: shop.databaseUrl,
    origin: {
      async snapshot() {
        const seen = await running.origin.snapshot();
        if (seen !== undefined) {
          idle.seen(seen);
        }
        return seen;
      },
    },
  });
  try {
    const pids = () => [running.edgePid(), ...running.originPids()];
    const before = {
      pids: pids(),
      cpu: await readCpu({ ...shop, ...running }),
      routes: await requestsByRoute(running.metricsUrls),
    };
    const sales = await watchSales(shop);
    const figures = await playLoad({ ...load, plan, listen: audit.listen }).finally(() =>
      sales.stop(),
    );
    const sold = await sales.stop();
    const after = {
      pids: pids(),
      cpu: await readCpu({ ...shop, ...running }),
      routes: await requestsByRoute(running.metricsUrls),
    };
    const { rows, broken } = await audit.finish(figures.bookings);
    const cpu = cpuBetween(before.cpu, after.cpu);
    const requests = apartRoutes(after.routes, before.routes);
    return {
      way,
      origins,
      round,
      ...figuresOf(figures, sold, plan.load.seconds),
      cpuMsPerBooking: cpuOver(cpu, figures.bookings),
      cores: cpuOver(cpu, figures.seconds * 1000),
      idleShare: way === 'off' ? null : (idle.share() ?? null),
      originRequests: [...requests.values()].reduce((sum, count) => sum + count, 0),
      originSnapshots: requests.get(SNAPSHOT_ROUTE) ?? 0,
      audit: {
        checks: rows.length,
        broken: [
          ...rows.filter((row) => !isMet(row)).map(({ what, value }) => `${what}: ${value}`),
          ...broken,
          ...endedProcesses(before.pids, after.pids),
        ],
      },
    };
  } catch (error) {
    await audit.cancel();
    throw error;
  }
}

function figuresOf(figures: RunFigures, sold: Sold[], rampSeconds: number) {
  const { byKind, visitors, bookings, seconds, left, unexpected, behindP99Ms = 0 } = figures;
  const kinds = [byKind.business, byKind.poll, byKind.room].map((kind) => kind ?? NONE);
  const inTime = sold.findLast((at) => at.seconds <= rampSeconds)?.sold ?? 0;
  return {
    visitors,
    bookings,
    bookingsPerSecond: inTime / rampSeconds,
    seconds,
    sold,
    business: byKind.business ?? NONE,
    poll: byKind.poll ?? null,
    room: byKind.room ?? null,
    failed: kinds.reduce((sum, { failed }) => sum + failed, 0),
    requests: kinds.reduce((sum, { calls }) => sum + calls, 0),
    left,
    unexpected,
    driverBehindP99Ms: behindP99Ms,
  };
}

/** An edge or an origin that ends is started anew, under another number; what was played is no comparison then. */
export function endedProcesses(
  before: readonly (number | undefined)[],
  after: readonly (number | undefined)[],
): string[] {
  const ended = before.filter((pid, index) => pid !== after[index]).length;
  return ended === 0 ? [] : [`processes of the shop that ended while it was played: ${ended}`];
}

function apartRoutes(after: Map<string, number>, before: Map<string, number>) {
  return new Map([...after].map(([route, count]) => [route, count - (before.get(route) ?? 0)]));
}
