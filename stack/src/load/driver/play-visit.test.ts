import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, Visit } from '@frontrow/k6';
import { describe, expect, it } from 'vitest';
import { playVisit } from './play-visit.ts';
import { createRecorder } from './run-figures.ts';

const ask: Ask = {
  kind: 'business',
  name: 'thing',
  method: 'GET',
  path: '/',
  headers: {},
  body: null,
  expected: [200],
};

function* askTwice(pauseSeconds: number, inLine: boolean): Visit {
  yield { do: 'ask', ask };
  yield { do: 'pause', seconds: pauseSeconds, inLine };
  yield { do: 'ask', ask };
}

function playedBy(tookMs: number, status = 200) {
  const recorder = createRecorder({ startedAt: 0, overAt: 1 });
  const send = async () => {
    await sleep(tookMs);
    return { status, headers: {}, body: undefined };
  };
  return { recorder, sender: { send } };
}

describe('playing a visit', () => {
  it('counts the time that a visitor could not be sent', async () => {
    const { recorder, sender } = playedBy(5);
    const dueAt = performance.now() - 400;
    await playVisit(askTwice(0.01, false), { sender, recorder, dueAt, overAt: Infinity });
    const { byName, behindP99Ms } = recorder.figures(1);
    expect(byName['thing']?.calls).toBe(2);
    expect(byName['thing']?.mostMs).toBeGreaterThanOrEqual(400);
    expect(behindP99Ms).toBeGreaterThanOrEqual(400);
  });

  it('ends a pause in line with the run, and no other', async () => {
    const { recorder, sender } = playedBy(0);
    const startedAt = performance.now();
    const times = { dueAt: startedAt, overAt: startedAt + 100, homeWithinMs: 100 };
    const options = { sender, recorder, ...times };
    await playVisit(askTwice(30, true), options);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await playVisit(askTwice(0.3, false), { ...options, dueAt: performance.now() });
    expect(performance.now() - startedAt).toBeGreaterThan(300);
  });

  it('names what no visit expects', async () => {
    const { recorder, sender } = playedBy(0, 500);
    const now = performance.now();
    await playVisit(askTwice(0, false), { sender, recorder, dueAt: now, overAt: now });
    const { byKind, unexpected } = recorder.figures(1);
    expect(byKind.business).toMatchObject({ calls: 2, failed: 2 });
    expect(unexpected).toEqual({ 'thing 500': 2 });
  });
});
