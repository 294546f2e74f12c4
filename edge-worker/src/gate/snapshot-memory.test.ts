import type { RoomSnapshot } from '@frontrow/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
import type { RoomsView } from './rooms.ts';
import { createSnapshotMemory } from './snapshot-memory.ts';

type Answer = RoomSnapshot[] | undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A memory over a scripted origin and a clock that the test moves. */
function scripted(answers: Answer[] | (() => Promise<Answer>)) {
  let asked = 0;
  const memory = createSnapshotMemory({
    fetchRooms: async () => {
      asked += 1;
      return typeof answers === 'function' ? answers() : answers.shift();
    },
    now: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  return {
    memory,
    asked: () => asked,
    wait: (ms: number) => vi.setSystemTime(Date.now() + ms),
  };
}

/** What requests that come at one moment see, and how long the last of them waited. */
async function crowd(size: number, ask: () => Promise<RoomsView>) {
  const from = Date.now();
  let waitedMs = 0;
  const asked = Array.from({ length: size }, async () => {
    const view = await ask();
    waitedMs = Date.now() - from;
    return view;
  });
  await vi.runAllTimersAsync();
  return { views: await Promise.all(asked), waitedMs: () => waitedMs };
}

/** Whoever waits for what another request hears first looks after so long; the fake origin answers at once. */
const LOOK_MS = 5;

const one = (changes = {}) => [sampleSnapshot(changes)];

const takenAgo = (views: RoomsView[]) =>
  views.map(({ rooms }) => Date.now() - (rooms.get('main')?.takenAt ?? 0));

describe('the snapshot memory', () => {
  it('asks once a second however many requests come', async () => {
    const { memory, asked, wait } = scripted(async () => one());
    for (let i = 0; i < 1000; i += 1) {
      await memory.current();
      wait(5);
    }
    expect(asked()).toBe(5);
  });

  it('lets one request refresh while the others go on with the older value', async () => {
    let release = (_answer: Answer) => {};
    let isFirst = true;
    const { memory, asked, wait } = scripted(() => {
      if (isFirst) {
        isFirst = false;
        return Promise.resolve(one({ calledUpTo: 1 }));
      }
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    await memory.current();
    wait(1000);
    const refreshing = memory.current();
    const other = await memory.current();
    expect(other.rooms.get('main')?.calledUpTo).toBe(1);
    expect(asked()).toBe(2);
    release(one({ calledUpTo: 2 }));
    expect((await refreshing).rooms.get('main')?.calledUpTo).toBe(2);
  });

  it('starts another refresh when one never came back', async () => {
    let isFirst = true;
    const { memory, asked, wait } = scripted(() => {
      const answer = isFirst ? Promise.resolve(one()) : new Promise<Answer>(() => {});
      isFirst = false;
      return answer;
    });
    await memory.current();
    wait(1000);
    void memory.current();
    wait(1999);
    await memory.current();
    expect(asked()).toBe(2);
    wait(1);
    void memory.current();
    expect(asked()).toBe(3);
  });

  it('keeps what it knows while the origin is away, tells its age, and asks once a second', async () => {
    const { memory, asked, wait } = scripted([one({ calledUpTo: 7 })]);
    await memory.current();
    for (let i = 0; i < 100; i += 1) {
      wait(100);
      await memory.current();
    }
    const view = await memory.current();
    expect(view.rooms.get('main')?.calledUpTo).toBe(7);
    expect(view.ageMs).toBe(10_000);
    expect(asked()).toBe(11);
  });

  it('makes nobody go on with a value that has become too old while nobody came', async () => {
    const { memory, asked, wait } = scripted(async () => one({ takenAt: Date.now() }));
    await memory.current();
    wait(MAX_SNAPSHOT_AGE_MS + 1);
    const { views } = await crowd(3, () => memory.current());
    expect(takenAgo(views)).toEqual([LOOK_MS, LOOK_MS, LOOK_MS]);
    expect(asked()).toBe(2);
  });

  it('lets a crowd that comes after some quiet seconds see what was changed meanwhile', async () => {
    const { memory, asked, wait } = scripted(async () => one({ takenAt: Date.now() }));
    await memory.current();
    wait(5001);
    const { views } = await crowd(3, () => memory.current());
    expect(takenAgo(views)).toEqual([LOOK_MS, LOOK_MS, LOOK_MS]);
    await Promise.all([memory.current(), memory.current()]);
    expect(asked()).toBe(2);
  });

  it('asks once for a crowd that finds a cold isolate', async () => {
    const { memory, asked } = scripted(async () => one({ waiting: 7 }));
    const { views } = await crowd(1000, () => memory.current());
    expect(views.map(({ rooms }) => rooms.get('main')?.waiting)).toEqual(Array(1000).fill(7));
    expect(asked()).toBe(1);
  });

  it('lets a crowd wait half a second for a request that never comes back, and then one more ask', async () => {
    let isFirst = true;
    const { memory, asked } = scripted(() => {
      const answer = isFirst ? new Promise<Answer>(() => {}) : Promise.resolve(one());
      isFirst = false;
      return answer;
    });
    void memory.current();
    const { views, waitedMs } = await crowd(100, () => memory.current());
    expect(views.every(({ rooms }) => rooms.has('main'))).toBe(true);
    expect(asked()).toBe(2);
    expect(waitedMs()).toBeGreaterThanOrEqual(500);
    expect(waitedMs()).toBeLessThan(700);
  });

  it('tells a crowd in a cold isolate that nothing was heard, after two tries', async () => {
    const { memory, asked } = scripted([undefined, undefined]);
    const { views } = await crowd(100, () => memory.current());
    expect(views.every(({ ageMs }) => ageMs === Infinity)).toBe(true);
    expect(asked()).toBe(2);
  });

  it('does not let one lost answer decide for a crowd in a cold isolate', async () => {
    const { memory, asked } = scripted([undefined, one()]);
    const { views } = await crowd(100, () => memory.current());
    expect(views.every(({ rooms }) => rooms.has('main'))).toBe(true);
    expect(asked()).toBe(2);
  });

  it('tells a crowd within two seconds or so that an origin hangs, and then asks once a second', async () => {
    const { memory, asked } = scripted(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return undefined;
    });
    const { views, waitedMs } = await crowd(100, () => memory.current());
    expect(views.every(({ ageMs }) => ageMs === Infinity)).toBe(true);
    expect(waitedMs()).toBeLessThanOrEqual(2100);
    const before = asked();
    for (let i = 0; i < 10; i += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      void memory.current();
      void memory.current();
    }
    expect(asked() - before).toBeLessThanOrEqual(10);
  });

  it('lets a crowd whose replies prove it old go on within two seconds or so where the origin hangs', async () => {
    let isAway = false;
    const { memory } = scripted(async () => {
      await new Promise((resolve) => setTimeout(resolve, isAway ? 1000 : 0));
      return isAway ? undefined : one({ epoch: 1 });
    });
    await crowd(1, () => memory.current());
    isAway = true;
    const { views, waitedMs } = await crowd(100, () => memory.renewed());
    expect(views.every(({ rooms }) => rooms.has('main'))).toBe(true);
    expect(waitedMs()).toBeLessThanOrEqual(2100);
  });

  it('does not let one lost answer decide that follows another of long ago', async () => {
    const { memory, wait } = scripted([undefined, one(), undefined, one({ waiting: 7 })]);
    await memory.current();
    wait(MAX_SNAPSHOT_AGE_MS + 1);
    const { views } = await crowd(100, () => memory.current());
    expect(views.map(({ rooms }) => rooms.get('main')?.waiting)).toEqual(Array(100).fill(7));
  });

  it('asks once more for a crowd whose replies prove it old', async () => {
    let epoch = 1;
    const { memory, asked, wait } = scripted(async () => one({ epoch }));
    await memory.current();
    wait(10);
    epoch = 2;
    const { views } = await crowd(100, () => memory.renewed());
    expect(views.map(({ rooms }) => rooms.get('main')?.epoch)).toEqual(Array(100).fill(2));
    expect(asked()).toBe(2);
  });

  it('does not take a lost answer for renewed that was asked for before', async () => {
    let answer: Answer = one({ epoch: 1 });
    const { memory, asked, wait } = scripted(async () => {
      const heard = answer;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return heard;
    });
    await crowd(1, () => memory.current());
    wait(1000);
    answer = undefined;
    void memory.current();
    await vi.advanceTimersByTimeAsync(10);
    answer = one({ epoch: 2 });
    const { views } = await crowd(100, () => memory.renewed());
    expect(views.map(({ rooms }) => rooms.get('main')?.epoch)).toEqual(Array(100).fill(2));
    expect(asked()).toBe(3);
  });

  it('does not take for renewed what was asked for before', async () => {
    let epoch = 1;
    const { memory, asked } = scripted(async () => {
      const answer = one({ epoch });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answer;
    });
    void memory.current();
    await vi.advanceTimersByTimeAsync(10);
    epoch = 2;
    const { views } = await crowd(100, () => memory.renewed());
    expect(views.map(({ rooms }) => rooms.get('main')?.epoch)).toEqual(Array(100).fill(2));
    expect(asked()).toBe(2);
  });

  it('is no herd for an origin that went away in the quiet', async () => {
    const { memory, asked, wait } = scripted([one()]);
    await memory.current();
    wait(5001);
    await memory.current();
    for (let i = 0; i < 100; i += 1) {
      wait(100);
      await Promise.all([memory.current(), memory.current(), memory.current()]);
    }
    expect(asked()).toBe(13);
  });

  it('asks once a second also when the origin has been away for longer than a value lasts', async () => {
    const { memory, asked, wait } = scripted([one()]);
    await memory.current();
    for (let i = 0; i < 40; i += 1) {
      wait(1000);
      await Promise.all([memory.current(), memory.current(), memory.current()]);
    }
    expect(asked()).toBe(41);
  });

  it('knows nothing, of endless age, before the origin was ever heard', async () => {
    const { memory, asked } = scripted([undefined]);
    expect(await memory.current()).toEqual({
      rooms: new Map(),
      before: new Map(),
      ageMs: Infinity,
    });
    await memory.current();
    expect(asked()).toBe(2);
  });
});
