import { expect, it } from 'vitest';
import { openTestRoom } from '../../testing/room.ts';
import { createAdvance } from './advance-room.ts';

it('calls as many as the rate and the slots allow in one tick, also more than one script may', async () => {
  const limits = { total_active_users: 2500, new_users_per_minute: 600_000 };
  const room = await openTestRoom({ settings: { ...limits, queue_all: true } });
  for (let batch = 0; batch < 12; batch += 1) {
    await room.arrive(250);
  }
  const settings = { ...room.settings, queue_all: false };
  await room.store.configure('main', { version: 2, settings });
  const reopening = <T>(_: string, operation: () => Promise<T>) => operation();
  const advance = createAdvance({ ...room, reopening, saveCheckpoint: async () => undefined });
  expect(await advance('main')).toBe(2500);
  room.redis.disconnect();
});
