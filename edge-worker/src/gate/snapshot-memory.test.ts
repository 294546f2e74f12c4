import type { RoomSnapshot } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
import { createSnapshotMemory } from './snapshot-memory.ts';

type Answer = RoomSnapshot[] | undefined;

/** A memory over a scripted origin and a clock that the test moves. */
function scripted(answers: Answer[] | (() => Promise<Answer>)) {
  let nowMs = 1_000_000;
  let asked = 0;
  const memory = createSnapshotMemory({
    fetchRooms: async () => {
      asked += 1;
      return typeof answers === 'function' ? answers() : answers.shift();
    },
    now: () => nowMs,
  });
  return { memory, asked: () => asked, wait: (ms: number) => (nowMs += ms) };
}

const one = (changes = {}) => [sampleSnapshot(changes)];

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
    const { memory, asked, wait } = scripted(async () => one());
    await memory.current();
    wait(MAX_SNAPSHOT_AGE_MS + 1);
    const crowd = await Promise.all([memory.current(), memory.current(), memory.current()]);
    expect(crowd.map(({ ageMs }) => ageMs)).toEqual([0, 0, 0]);
    expect(asked()).toBe(4);
  });

  it('lets a crowd that comes after some quiet seconds see what was changed meanwhile', async () => {
    const { memory, asked, wait } = scripted(async () => one());
    await memory.current();
    wait(5001);
    const crowd = await Promise.all([memory.current(), memory.current(), memory.current()]);
    expect(crowd.map(({ ageMs }) => ageMs)).toEqual([0, 0, 0]);
    await Promise.all([memory.current(), memory.current()]);
    expect(asked()).toBe(4);
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
    expect(asked()).toBe(12);
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
    expect(asked()).toBe(1);
  });
});

describe('the watermark', () => {
  const heard = async (...answers: RoomSnapshot[][]) => {
    const { memory, wait } = scripted(answers);
    for (let i = 1; i < answers.length; i += 1) {
      await memory.current();
      wait(1000);
    }
    return (await memory.current()).rooms.get('main');
  };

  it('never falls within an epoch', async () => {
    const room = await heard(
      one({ calledUpTo: 9, takenAt: 1 }),
      one({ calledUpTo: 8, waiting: 2, takenAt: 2 }),
    );
    expect(room).toMatchObject({ calledUpTo: 9, waiting: 2 });
  });

  it('never falls in the priority lane either', async () => {
    const lane = { issued: 9, waiting: 3 };
    const room = await heard(
      one({ priority: { ...lane, calledUpTo: 6 }, takenAt: 1 }),
      one({ priority: { ...lane, calledUpTo: 5, waiting: 4 }, takenAt: 2 }),
    );
    expect(room?.priority).toEqual({ issued: 9, calledUpTo: 6, waiting: 4 });
  });

  it('ignores an answer that is older than what is known', async () => {
    const room = await heard(one({ waiting: 5, takenAt: 2 }), one({ waiting: 6, takenAt: 1 }));
    expect(room?.waiting).toBe(5);
  });

  it('follows a clock that was set back further than any answer is delayed', async () => {
    const room = await heard(
      one({ calledUpTo: 3, takenAt: MAX_SNAPSHOT_AGE_MS + 2 }),
      one({ calledUpTo: 4, takenAt: 1 }),
    );
    expect(room?.calledUpTo).toBe(4);
  });

  it('ignores an older epoch, however high its watermark', async () => {
    const room = await heard(
      one({ epoch: 4, calledUpTo: 1, takenAt: 1 }),
      one({ epoch: 3, calledUpTo: 99, takenAt: 2 }),
    );
    expect(room).toMatchObject({ epoch: 4, calledUpTo: 1 });
  });

  it('starts anew with a newer epoch', async () => {
    const room = await heard(
      one({ epoch: 3, calledUpTo: 99, takenAt: 9 }),
      one({ epoch: 4, calledUpTo: 1, takenAt: 1 }),
    );
    expect(room).toMatchObject({ epoch: 4, calledUpTo: 1 });
  });
});
