import { AppError } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { forEachRoom } from './for-each-room.ts';

const roomNames = async () => ['first', 'second', 'third'];

/** Works in every room but the first, which fails so; the rooms that it came to an end in. */
async function workedIn(failure: Error): Promise<{ done: string[]; outcome: Promise<void> }> {
  const done: string[] = [];
  const outcome = forEachRoom(roomNames, async (room) => {
    if (room === 'first') {
      throw failure;
    }
    await Promise.resolve();
    done.push(room);
  });
  await outcome.catch(() => undefined);
  return { done, outcome };
}

describe('work in every room', () => {
  it('goes on beside a room that fails, and fails as a whole', async () => {
    const failure = new Error('not this room');
    const { done, outcome } = await workedIn(failure);
    expect(done).toEqual(['second', 'third']);
    await expect(outcome).rejects.toBe(failure);
  });

  it('has nothing to do in a room that was deleted a moment ago', async () => {
    const { done, outcome } = await workedIn(new AppError('not_found', 'No such room.'));
    expect(done).toEqual(['second', 'third']);
    await expect(outcome).resolves.toBeUndefined();
  });
});
