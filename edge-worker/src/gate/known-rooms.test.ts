import type { RoomSnapshot } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../testing/samples.ts';
import { MAX_SNAPSHOT_AGE_MS } from './decide.ts';
import { createKnownRooms } from './known-rooms.ts';

const one = (changes = {}) => [sampleSnapshot(changes)];

describe('the watermark', () => {
  const heard = (...answers: RoomSnapshot[][]) => {
    const known = createKnownRooms();
    answers.forEach((answer) => known.learn(answer));
    return known.view(0).rooms.get('main');
  };

  it('never falls within an epoch', () => {
    const room = heard(
      one({ calledUpTo: 9, takenAt: 1 }),
      one({ calledUpTo: 8, waiting: 2, takenAt: 2 }),
    );
    expect(room).toMatchObject({ calledUpTo: 9, waiting: 2 });
  });

  it('never falls in the priority lane either', () => {
    const lane = { issued: 9, waiting: 3 };
    const room = heard(
      one({ priority: { ...lane, calledUpTo: 6 }, takenAt: 1 }),
      one({ priority: { ...lane, calledUpTo: 5, waiting: 4 }, takenAt: 2 }),
    );
    expect(room?.priority).toEqual({ issued: 9, calledUpTo: 6, waiting: 4 });
  });

  it('ignores an answer that is older than what is known', () => {
    const room = heard(one({ waiting: 5, takenAt: 2 }), one({ waiting: 6, takenAt: 1 }));
    expect(room?.waiting).toBe(5);
  });

  it('follows a clock that was set back further than any answer is delayed', () => {
    const room = heard(
      one({ calledUpTo: 3, takenAt: MAX_SNAPSHOT_AGE_MS + 2 }),
      one({ calledUpTo: 4, takenAt: 1 }),
    );
    expect(room?.calledUpTo).toBe(4);
  });

  it('ignores an older epoch, however high its watermark', () => {
    const room = heard(
      one({ epoch: 4, calledUpTo: 1, takenAt: 1 }),
      one({ epoch: 3, calledUpTo: 99, takenAt: 2 }),
    );
    expect(room).toMatchObject({ epoch: 4, calledUpTo: 1 });
  });

  it('starts anew with a newer epoch', () => {
    const room = heard(
      one({ epoch: 3, calledUpTo: 99, takenAt: 9 }),
      one({ epoch: 4, calledUpTo: 1, takenAt: 1 }),
    );
    expect(room).toMatchObject({ epoch: 4, calledUpTo: 1 });
  });
});
