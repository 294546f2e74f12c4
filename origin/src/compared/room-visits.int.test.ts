import { expect, it, onTestFinished } from 'vitest';
import { openTestRoom } from '../testing/room.ts';
import { visitRoom } from './room-visits.ts';

async function openStore() {
  const { redis, store } = await openTestRoom({});
  onTestFinished(async () => redis.disconnect());
  return store;
}

it('counts whole visits, as the room itself does', async () => {
  const { visits, stepMs, cpuMs } = await visitRoom(await openStore(), 'visited', {
    seconds: 0.2,
    atOnce: 2,
  });

  expect(visits).toBeGreaterThan(0);
  expect(Math.min(cpuMs, ...Object.values(stepMs))).toBeGreaterThan(0);
});

it('tells no figure of a room whose totals say otherwise', async () => {
  const store = { ...(await openStore()), leave: async () => true };

  await expect(visitRoom(store, 'forgotten', { seconds: 0.1, atOnce: 1 })).rejects.toThrow(
    /issued, entered, completed and active .*, 0, /,
  );
});

it('fails where somebody is kept out of a room that is wide open', async () => {
  const store = { ...(await openStore()), enter: async () => ({ kind: 'full' as const }) };

  await expect(visitRoom(store, 'shut', { seconds: 0.1, atOnce: 1 })).rejects.toThrow('"full"');
});
