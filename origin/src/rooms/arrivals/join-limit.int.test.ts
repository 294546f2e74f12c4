import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestRoom, randomPlaceId, type TestRoom } from '../../testing/room.ts';
import { createJoinLimit, readArrivalLua } from './join-limit.ts';

const ALPHA = '203.0.113.0/24';
const BETA = '2001:db8:1::/48';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom({});
});
afterAll(() => room.redis.disconnect());

/** A limit of its own: no test counts what another one did. */
function openLimit(readLua = readArrivalLua) {
  const keyPrefix = `${room.keyPrefix}${randomPlaceId()}:`;
  const refusedJoins = createJoinLimit({ redis: room.redis, keyPrefix, readLua });
  return {
    keyPrefix,
    /** How many of these are refused, and for how long. */
    join: async (limit: number, ids: string[], network = ALPHA) => {
      const joiners = ids.map((placeId) => ({ placeId, network }));
      return [...(await refusedJoins('main', limit, joiners)).values()];
    },
  };
}

const visitors = (count: number) => Array.from({ length: count }, randomPlaceId);

describe('the limit of joins', () => {
  it('refuses those of a batch who are too many, and says when another one may join', async () => {
    const { join } = openLimit();
    const waits = await join(3, visitors(5));
    expect(waits).toHaveLength(2);
    expect(waits.every((seconds) => seconds > 55 && seconds <= 60)).toBe(true);
  });

  it('counts each network apart', async () => {
    const { join } = openLimit();
    expect(await join(2, visitors(2))).toEqual([]);
    expect(await join(2, visitors(2), BETA)).toEqual([]);
    expect(await join(2, visitors(1))).toHaveLength(1);
  });

  it('counts a repeated join once, and lets it through when the limit is reached', async () => {
    const { join } = openLimit();
    const [first = '', second = ''] = visitors(2);
    await join(2, [first, first]);
    expect(await join(2, [first, second])).toEqual([]);
    expect(await join(2, [first, second])).toEqual([]);
  });

  it('does not count whom it refuses', async () => {
    const { join } = openLimit((name) => readArrivalLua(name).replaceAll('60000', '400'));
    await join(1, visitors(1));
    await join(1, visitors(50));
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(await join(1, visitors(1))).toEqual([]);
  });

  it('holds in any minute, not only in each', async () => {
    const { join } = openLimit((name) => readArrivalLua(name).replaceAll('60000', '600'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    await join(2, visitors(2));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await join(2, visitors(1))).toHaveLength(1);
  });

  it('holds for all origins together', async () => {
    const { join } = openLimit();
    const refused = await Promise.all(Array.from({ length: 20 }, () => join(50, visitors(10))));
    expect(refused.flat()).toHaveLength(150);
  });

  it('keeps no address, and nothing for longer than a minute', async () => {
    const { join, keyPrefix } = openLimit();
    await join(3, visitors(1));
    const keys = await room.redis.keys(`${keyPrefix}*`);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toContain('203.0');
    const left = await room.redis.pttl(keys[0] ?? '');
    expect(left > 0 && left <= 60_000).toBe(true);
  });

  it('is what keeps them out: without its line in the script everybody joins', async () => {
    const { join } = openLimit((name) =>
      readArrivalLua(name).replace(`redis.call('ZCARD', network) >= limit`, 'false'),
    );
    expect(await join(3, visitors(5))).toEqual([]);
  });
});
