import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openTestRoom, scriptsWithout } from '../../testing/room.ts';
import type { RoomScripts } from './room-scripts.ts';

const SESSION_MS = 150;

/** Two called: the time of the one runs out before the other comes in, and no tick comes between. */
async function askAfterTheEnd(scripts?: RoomScripts) {
  const room = await openTestRoom({
    settings: { total_active_users: 2, session_duration: SESSION_MS / 60_000 },
    ...(scripts === undefined ? {} : { scripts }),
  });
  const [first, second] = await room.arrive(2);
  if (first === undefined || second === undefined) {
    throw new Error('Two visitors were to come.');
  }
  await room.enter(first);
  await sleep(SESSION_MS + 20);
  const answers = { first: await room.enter(first), second: await room.enter(second) };
  const activeKey = `${room.keyPrefix}{room:main}:active`;
  const active = await room.redis.zcount(activeKey, Date.now(), '+inf');
  room.redis.disconnect();
  return { ...answers, active };
}

describe('a visitor inside', () => {
  it('is out when its time is over, although nobody has taken it out yet', async () => {
    expect(await askAfterTheEnd()).toEqual({ first: 'ended', second: 'active', active: 1 });
  });

  it('would stay for ever without the look at the time (negative control)', async () => {
    const timeless = scriptsWithout('or expiry <= now ', '');
    expect(await askAfterTheEnd(timeless)).toMatchObject({ first: 'active', active: 2 });
  });

  it('asks without ending what time has ended: the next tick does, and counts it once', async () => {
    const room = await openTestRoom({ settings: { total_active_users: 2, claim_seconds: 2 } });
    const [inside, absent] = await room.arrive(2);
    if (inside === undefined || absent === undefined) {
      throw new Error('Two visitors were to come.');
    }
    await room.enter(inside);
    await sleep(2_020);
    expect(await room.enter(inside)).toBe('active');
    expect(await room.snapshot()).toMatchObject({ called: 0, totals: { noShow: 0 } });
    await room.advance();
    await room.advance();
    expect(await room.snapshot()).toMatchObject({ called: 0, totals: { noShow: 1 } });
    room.redis.disconnect();
  });
});
