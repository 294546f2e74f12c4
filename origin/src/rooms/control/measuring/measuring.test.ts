import { AppError } from '@frontrow/protocol';
import express from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { addDuration, type Durations, mergeDurations, percentileOf } from './durations.ts';
import { measureAdmitted } from './measure-admitted.ts';
import { mergeLoads } from './origin-loads.ts';

function durationsOf(values: number[]): Durations {
  const durations: Durations = [];
  for (const value of values) {
    addDuration(durations, value);
  }
  return durations;
}

describe('durations', () => {
  it('tell percentiles to a fifth, whichever origin saw them', () => {
    const times = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 20, maxLength: 300 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const told = percentileOf(mergeDurations([durationsOf(one), durationsOf(other)]), 0.95);
        const all = [...one, ...other].sort((a, b) => a - b);
        const exact = all[Math.ceil(all.length * 0.95) - 1] ?? 0;
        expect(told).toBeGreaterThan(exact / 1.2);
        expect(told).toBeLessThan(exact * 1.2);
      }),
    );
  });

  it('are nothing where there are none', () => {
    expect(percentileOf([], 0.95)).toBe(0);
  });
});

describe('the load of several origins', () => {
  const report = { requests: 30, errors: 0, durations: [], poolWaits: [], eventLoopDelayMs: 0 };

  it('is that which requests meet', () => {
    const busy = { ...report, requests: 90, errors: 12, eventLoopDelayMs: 100 };
    const load = mergeLoads([{ ...report, durations: durationsOf([5, 5, 5]) }, busy]);
    expect(load).toMatchObject({ origins: 2, requests: 120, errorShare: 0.1 });
    expect(load?.eventLoopDelayMs).toBeCloseTo(75, 0);
  });

  it('tells no percentile of few requests, and nothing at all of no origin', () => {
    const few = mergeLoads([{ ...report, requests: 3, errors: 3 }]);
    expect(few).toMatchObject({ p95Ms: null, errorShare: null });
    expect(mergeLoads([])).toBeUndefined();
  });
});

describe('measuring', () => {
  it('sees whoever admission lets pass, with the status, and nobody else', async () => {
    const seen: number[] = [];
    const app = express();
    const admission = measureAdmitted(
      { observe: (status) => seen.push(status) },
      async (req, _res, next) => {
        if (req.get('place') === undefined) {
          throw new AppError('place_required', 'No place.');
        }
        next();
      },
    );
    app.use('/polls', (_req, res) => res.sendStatus(202));
    app.use('/shop', admission, (req, res) => res.sendStatus(Number(req.query['status'])));
    app.use((_error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
      res.sendStatus(403);
    });
    await request(app).get('/shop?status=200').set('place', 'one');
    await request(app).get('/shop?status=503').set('place', 'one');
    expect((await request(app).get('/shop?status=200')).status).toBe(403);
    await request(app).get('/polls');
    expect(seen).toEqual([200, 503]);
  });
});
