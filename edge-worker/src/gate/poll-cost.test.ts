import { describe, expect, it } from 'vitest';
import { samplePlace, sampleSnapshot } from '../testing/samples.ts';
import { decide } from './decide.ts';
import { roomNamed } from './rooms.ts';
import { createSnapshotMemory, type SnapshotMemory } from './snapshot-memory.ts';

/** Invariant 7 of the design: what reaches the origin does not depend on how many wait. */

const SECONDS = 30;

type Clock = { nowMs: number };
type Ask = Parameters<typeof createSnapshotMemory>[0]['fetchRooms'];
type CreateMemory = (fetchRooms: Ask, clock: Clock) => Pick<SnapshotMemory, 'current'>;

const real: CreateMemory = (fetchRooms, clock) =>
  createSnapshotMemory({
    fetchRooms,
    now: () => clock.nowMs,
    pause: async (ms) => {
      clock.nowMs += ms;
    },
  });

/** Requests to the origin while so many visitors wait for half a minute and poll every two seconds. */
async function countOriginRequests(waiting: number, createMemory: CreateMemory): Promise<number> {
  const clock = { nowMs: 1_800_000_000_000 };
  let requests = 0;
  const ask: Ask = async () => {
    requests += 1;
    return [sampleSnapshot({ waiting, issued: 100 + waiting, takenAt: clock.nowMs })];
  };
  const memory = createMemory(ask, clock);
  for (let poll = 0; poll < (waiting * SECONDS) / 2; poll += 1) {
    const place = samplePlace({ number: 101 + (poll % waiting) });
    const room = roomNamed('main', await memory.current());
    const decision = room && decide({ mayJoin: false, place, hasSession: false }, room);
    expect(decision?.kind).toBe('wait');
    clock.nowMs += 2000 / waiting;
  }
  return requests;
}

describe('invariant 7: what the polls of a waiting crowd cost the origin', () => {
  it.each([1, 10, 1000])('is one request a second at the most, for %i waiting', async (waiting) => {
    expect(await countOriginRequests(waiting, real)).toBeLessThanOrEqual(SECONDS + 1);
  });

  it('grows with the crowd once the edge does not remember (negative control)', async () => {
    const forgetful: CreateMemory = (ask, clock) => ({
      current: () => real(ask, clock).current(),
    });
    expect(await countOriginRequests(100, forgetful)).toBe((100 * SECONDS) / 2);
  });
});
