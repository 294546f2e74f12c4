import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeLoad, PLANS } from '@frontrow/k6';
import { describe, expect, it } from 'vitest';
import { makeTempDir } from '../../testing/temp-dir.ts';
import { runK6 } from './k6-driver.ts';

const EDGE_KEYS = `edge-1:${'a'.repeat(43)}`;

/** A program in k6's place that says what it was given, as a summary. */
function fakeK6(exitCode: number): string {
  const file = join(makeTempDir(), 'k6');
  const program = `#!${process.execPath}
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { VUS, SECONDS, BOOKINGS, PREPARED, SUMMARY, EDGE_KEYS, TARGET, URL } = process.env;
const script = process.argv.at(-1);
const { logins } = JSON.parse(readFileSync(PREPARED, 'utf8'));
const isGiven = existsSync(script) && EDGE_KEYS.length > 40 && TARGET === 'origin' && URL === 'http://shop';
if (!process.argv.join().includes(EDGE_KEYS) && isGiven) {
  writeFileSync(SUMMARY, JSON.stringify({
    seconds: Number(SECONDS),
    metrics: {
      iterations: { values: { count: Number(VUS) - 1 } },
      dropped_iterations: { values: { count: 1 } },
      bookings: { values: { count: Number(BOOKINGS) } },
      'left{why:no_seat}': { values: { count: 3 } },
      'left{why:refused}': { values: { count: 0 } },
      'unexpected{status:0}': { values: { count: 4 } },
      'unexpected{status:503}': { values: { count: 5 } },
      'answer_ms{kind:business}': { values: { count: 70, med: 1, 'p(95)': 2, 'p(99)': 3, max: 4 } },
      'failed{kind:business}': { values: { passes: logins.length, fails: 68 } },
    },
  }));
}
process.exit(${exitCode});
`;
  writeFileSync(file, program, { mode: 0o755 });
  return file;
}

function run(exitCode: number) {
  const plan = { ...PLANS['seat-war'], load: changeLoad(PLANS['seat-war'].load, { visitors: 9 }) };
  const preparation = { logins: ['one', 'two'], prize: { scheduleId: 1, seatNos: [1] } };
  const where = { target: 'origin' as const, url: 'http://shop', edgeKeys: EDGE_KEYS };
  return runK6(fakeK6(exitCode), { plan, preparation, ...where }, { log: () => undefined });
}

describe('a run by k6', () => {
  it.each([0, 99])('gives the figures of the summary (exit status %i)', async (exitCode) => {
    expect(await run(exitCode)).toMatchObject({
      driver: 'k6',
      seconds: 120,
      visitors: 9,
      unsent: 1,
      bookings: 50,
      left: { no_seat: 3 },
      unexpected: { unanswered: 4, 'status 503': 5 },
      byKind: {
        business: { calls: 70, failed: 2, p50Ms: 1, p95Ms: 2, p99Ms: 3, mostMs: 4 },
      },
    });
  });

  it('fails when k6 could not run', async () => {
    await expect(run(107)).rejects.toThrow('k6 ended with status 107');
  });
});
