import { readFileSync } from 'node:fs';
import type { OriginLoad } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../../../redis/connect.ts';
import { defineScript } from '../../../redis/lua-script.ts';
import { LEAST_REQUESTS } from '../pressure.ts';
import { mergeDurations, percentileOf } from './durations.ts';
import { type LoadReport, loadReport } from './load-window.ts';

/** An origin that has told nothing for three windows is gone. */
const COUNTS_FOR_MS = 15_000;

const readLua = (name: string) =>
  readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
const reportLoad = defineScript({ source: readLua('report-load'), keys: 1, reply: z.literal(1) });
const readLoads = defineScript({
  source: readLua('read-loads'),
  keys: 1,
  reply: z.array(z.string()),
});

type Deps = { redis: RedisClient; keyPrefix: string };

export type OriginLoads = ReturnType<typeof createOriginLoads>;

/** What all origins saw in their last windows, gathered in Redis. The load is of origins, not of rooms. */
export function createOriginLoads({ redis, keyPrefix }: Deps) {
  const key = `${keyPrefix}origin-loads`;
  return {
    async report(origin: string, report: LoadReport): Promise<void> {
      await reportLoad(redis, [key], [origin, JSON.stringify(report), COUNTS_FOR_MS]);
    },
    /** undefined while no origin tells. */
    async read(): Promise<OriginLoad | undefined> {
      const reports = await readLoads(redis, [key], [COUNTS_FOR_MS]);
      return mergeLoads(reports.map((json) => loadReport.parse(JSON.parse(json))));
    },
  };
}

/** As a request finds the origins: those that serve more count for more. */
export function mergeLoads(reports: LoadReport[]): OriginLoad | undefined {
  if (reports.length === 0) {
    return undefined;
  }
  const requests = sum(reports, (report) => report.requests);
  const weights = sum(reports, (report) => report.requests + 1);
  const tellsLittle = requests < LEAST_REQUESTS;
  return {
    origins: reports.length,
    requests,
    p95Ms: tellsLittle ? null : percentileOf(mergeDurations(reports.map((r) => r.durations)), 0.95),
    errorShare: tellsLittle ? null : sum(reports, ({ errors }) => errors) / requests,
    eventLoopDelayMs:
      sum(reports, (report) => report.eventLoopDelayMs * (report.requests + 1)) / weights,
    poolWaitMs: percentileOf(mergeDurations(reports.map(({ poolWaits }) => poolWaits)), 0.95),
  };
}

function sum(reports: LoadReport[], of: (report: LoadReport) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
