import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryDir } from '../repository.ts';
import { readKeptResults, withFigures } from '../results/readme-figures.ts';
import { templateOf } from './buying/purchase-templates.ts';
import { compare } from './measuring/compare.ts';
import { slopeOf } from './results/bench-report.ts';

describe('the template of a statement', () => {
  const sample = { userId: 840_000_007, scheduleId: 57, seatNo: 433, tokenHash: 'ab'.repeat(32) };

  it('has slots where the values of the purchase stand, and leaves all else', () => {
    const sql = "insert into `t5` (`a`) values (57, 433, 1, 840000007, 810000001, 'seat 57')";
    expect(templateOf(sql, sample)).toEqual([
      'insert into `t5` (`a`) values (',
      'scheduleId',
      ', ',
      'seatNo',
      ', 1, ',
      'userId',
      ', ',
      'reservation',
      ", 'seat 57')",
    ]);
  });

  it('knows logins, keys and ticket codes by how they look', () => {
    const key = 'cd816c54-36a1-4dc6-8e4e-e3f4d78fe4f9';
    const sql = `x = X'${sample.tokenHash}' and y = '${key}' and z = 'A5ZCAF4HGQCV35DB' and w = 'it\\'s 57'`;
    const slots = templateOf(sql, sample).filter((_, index) => index % 2 === 1);
    expect(slots).toEqual(['tokenHash', 'key', 'code']);
  });
});

describe('the slope', () => {
  const growth = (values: number[]) => ({
    what: 'it',
    of: 'size',
    unit: 'ms',
    points: values.map((value, index) => ({ size: 10 ** (index + 1), value })),
  });

  it('is 0 for what stays flat, 1 for what grows in step, 2 for the square', () => {
    expect(slopeOf(growth([3, 3, 3]))).toBe(0);
    expect(slopeOf(growth([2, 20, 200]))).toBe(1);
    expect(slopeOf(growth([1, 100, 10_000]))).toBe(2);
  });
});

describe('comparing', () => {
  const side = (rates: number[]) => ({
    pid: () => undefined,
    run: async (round: number) => ({
      requests: 1,
      seconds: 1,
      perSecond: rates[round] ?? 0,
      p50Ms: 0,
      p99Ms: 0,
    }),
  });

  it('drops the round that warms up and takes the medians of the others', async () => {
    const { ratio, ours } = await compare(side([1, 60, 90, 70]), side([1, 100, 100, 900]), 3);
    expect(ours.perSecond).toBe(70);
    expect(ratio).toBe(0.7);
  });
});

it('README.md says what the kept figures say: npm run bench -- --keep', () => {
  const readme = readFileSync(join(repositoryDir, 'README.md'), 'utf8');
  const kept = readKeptResults();
  expect(kept.comparison).toBeDefined();
  expect(kept.queries).toBeDefined();
  expect(withFigures(readme, kept)).toBe(readme);
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
});
