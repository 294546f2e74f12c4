import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionView } from './end-countdown.ts';
import { createSessionClock, type Stay } from './session-clock.ts';

const inside = (secondsLeft: number, renews = true): Stay => ({
  kind: 'inside',
  secondsLeft,
  renews,
});

let now: number;
let timer: { at: number; work: () => void } | undefined;
let said: Stay;
let afterRenewal: Stay;
let asked: number;
let view: SessionView;

beforeEach(() => {
  now = 0;
  timer = undefined;
  asked = 0;
  view = { kind: 'none' };
});

function setUp(first: Stay) {
  said = first;
  return createSessionClock({
    ask: async () => {
      asked += 1;
      return said;
    },
    renew: async () => afterRenewal,
    show: (next) => (view = next),
    now: () => now,
    wakeAfter: (ms, work) => (timer = { at: now + ms, work }),
  });
}

/** Lets the clock run, with whatever it wakes up for on the way. */
async function pass(seconds: number): Promise<void> {
  const until = now + seconds * 1000;
  for (let wakes = 0; timer !== undefined && timer.at <= until && wakes < 500; wakes++) {
    const { at, work } = timer;
    timer = undefined;
    now = at;
    work();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  }
  now = until;
}

describe('the session clock', () => {
  it('takes a refusal by another room for no end of the stay in this one', async () => {
    const clock = setUp(inside(300));
    await clock.check();
    said = { kind: 'outside' };
    clock.forget();
    const asking = clock.check();
    expect(clock.refused()).toBe(false);
    await asking;
    expect([view, asked]).toEqual([{ kind: 'none' }, 2]);
  });

  it('says nothing until a minute before the end, and then counts', async () => {
    await setUp(inside(300)).check();
    await pass(239);
    expect([view, asked]).toEqual([{ kind: 'inside' }, 1]);
    said = inside(60);
    await pass(1);
    expect([view, asked]).toEqual([{ kind: 'ending', secondsLeft: 60, renews: true }, 2]);
    await pass(15);
    expect([view, asked]).toEqual([{ kind: 'ending', secondsLeft: 45, renews: true }, 2]);
  });

  it('says nothing where the visitor prolonged the stay meanwhile', async () => {
    await setUp(inside(300)).check();
    said = inside(290);
    await pass(240);
    expect(view).toEqual({ kind: 'inside' });
  });

  it('warns of a short stay in its second half, and for at least 20 seconds', async () => {
    await setUp(inside(70)).check();
    said = inside(35);
    await pass(34);
    expect(view.kind).toBe('inside');
    await pass(1);
    expect(view).toEqual({ kind: 'ending', secondsLeft: 35, renews: true });
    await setUp(inside(15)).check();
    expect(view).toMatchObject({ kind: 'ending', secondsLeft: 15 });
  });

  it('is over once the room says so, and not before', async () => {
    await setUp(inside(20, false)).check();
    await pass(20);
    expect(view).toEqual({ kind: 'ending', secondsLeft: 0, renews: false });
    said = { kind: 'outside' };
    await pass(1);
    expect(view).toEqual({ kind: 'over' });
    const before = asked;
    await pass(600);
    expect(asked).toBe(before);
  });

  it('goes on where another tab prolonged the stay at the last moment', async () => {
    await setUp(inside(20)).check();
    said = inside(300);
    await pass(22);
    expect(view).toEqual({ kind: 'inside' });
  });

  it('asks again while the room is silent, and calls nothing over for that', async () => {
    await setUp(inside(20)).check();
    said = { kind: 'silent' };
    await pass(60);
    expect(view.kind).toBe('ending');
    said = { kind: 'outside' };
    await pass(6);
    expect(view.kind).toBe('over');
  });

  it('is none of who was never inside, nor where nobody needs a place', async () => {
    await setUp({ kind: 'outside' }).check();
    expect(view).toEqual({ kind: 'none' });
    const clock = setUp(inside(300));
    await clock.check();
    said = { kind: 'open' };
    await clock.check();
    expect(view).toEqual({ kind: 'none' });
  });

  it('starts anew when the place is kept', async () => {
    const clock = setUp(inside(30));
    await clock.check();
    afterRenewal = inside(300);
    expect(await clock.keep()).toBe(true);
    expect(view).toEqual({ kind: 'inside' });
    said = inside(60);
    await pass(240);
    expect(view).toMatchObject({ kind: 'ending', secondsLeft: 60 });
  });

  it('counts on where keeping it failed', async () => {
    const clock = setUp(inside(20));
    await clock.check();
    afterRenewal = { kind: 'silent' };
    expect(await clock.keep()).toBe(false);
    await pass(5);
    expect(view).toMatchObject({ kind: 'ending', secondsLeft: 15 });
    said = { kind: 'outside' };
    await pass(60);
    expect(view.kind).toBe('over');
  });

  it('looks again after a reply of the shop only where that may have changed something', async () => {
    const clock = setUp(inside(300));
    await clock.sawReply();
    await clock.sawReply();
    expect(asked).toBe(1);
    said = inside(40);
    await clock.check();
    said = inside(300);
    await clock.sawReply();
    expect([view, asked]).toEqual([{ kind: 'inside' }, 3]);
  });

  it('does not ask for each reply where nobody needs a place', async () => {
    const clock = setUp({ kind: 'open' });
    for (let reply = 0; reply < 10; reply++) {
      await clock.sawReply();
    }
    expect(asked).toBe(1);
    await pass(30);
    await clock.sawReply();
    expect(asked).toBe(2);
  });

  it('tells of a refusal only those who had been inside', async () => {
    const outside = setUp({ kind: 'outside' });
    expect([outside.refused(), view]).toEqual([false, { kind: 'none' }]);
    const clock = setUp(inside(300));
    await clock.check();
    expect([clock.refused(), view]).toEqual([true, { kind: 'over' }]);
  });

  it('keeps quiet after a payment', async () => {
    const clock = setUp(inside(30));
    await clock.check();
    clock.forget();
    said = { kind: 'outside' };
    await pass(600);
    expect([view, asked]).toEqual([{ kind: 'none' }, 1]);
  });
});
