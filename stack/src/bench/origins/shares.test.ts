import { expect, it } from 'vitest';
import { parseMetrics } from '../../origins/read-metrics.ts';
import { failUnlessHeld } from './fail-unless-held.ts';
import type { Reading } from './fleet.ts';
import { sharesBetween, unevenness } from './shares.ts';

const reading = (at: number, changes: Partial<Reading>): Reading => ({
  at,
  cpuMs: 0,
  requests: 0,
  jobs: new Map(),
  ...changes,
});

it('tells what each origin did, and how many ran one job', () => {
  const before = [reading(0, { jobs: new Map([['room-advance', 5]]) }), reading(0, {})];
  const after = (second: Partial<Reading>) => [
    reading(2_000, { cpuMs: 300, requests: 90, jobs: new Map([['room-advance', 7]]) }),
    reading(2_000, { cpuMs: 200, requests: 110, ...second }),
  ];
  const shares = sharesBetween(before, after({}));
  expect(shares).toEqual({ seconds: 2, requests: [90, 110], cpuMs: [300, 200], mostHolders: 1 });
  expect(unevenness(shares.cpuMs ?? [])).toBe(1.5);

  const both = after({ jobs: new Map([['room-advance', 1]]) });
  expect(sharesBetween(before, both).mostHolders).toBe(2);
});

it('knows no processor time where one origin does not tell its own', () => {
  const { cpuMs } = sharesBetween([reading(0, {})], [reading(1, { cpuMs: undefined })]);
  expect(cpuMs).toBeNull();
});

it('reads metrics with and without labels', () => {
  const text =
    '# HELP a b\nnodejs_heap_size_used_bytes 1.5e6\nruns_total{job="a b",outcome="done"} 3\n';
  expect(parseMetrics(text)).toEqual([
    { name: 'nodejs_heap_size_used_bytes', labels: {}, value: 1_500_000 },
    { name: 'runs_total', labels: { job: 'a b', outcome: 'done' }, value: 3 },
  ]);
});

it('ends the run where the audit finds a seat sold twice, or a payment that is not in the tables', () => {
  const held = { what: 'audit: of them broken', value: 0, atMost: 0 };
  expect(() => failUnlessHeld({ rows: [held], broken: [] }, 4)).not.toThrow();
  expect(() => failUnlessHeld({ rows: [held], broken: ['I1: seat 7'] }, 4)).toThrow('I1: seat 7');
  const paid = { what: 'reservations paid in the tables', value: 59, atLeast: 60 };
  expect(() => failUnlessHeld({ rows: [paid], broken: [] }, 4)).toThrow('4 origins');
});
