import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ArrivalOutcome } from './ask-arrivals.ts';
import { createGatheredArrivals, type Gate } from './gathered-arrivals.ts';
import { createShardCount } from './shard-count.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const trace = { requestId: 'request-1', clientIp: '192.0.2.1' };
const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const rejecting: ArrivalOutcome = { kind: 'rejecting' };
const away: ArrivalOutcome = { kind: 'away' };

/** Arrivals by way of `gate`; what was asked, in order: names of objects, or "direct" with the id. */
function startArrivals(gate: Gate['arrive'] | undefined) {
  const asked: string[] = [];
  const getByName = (name: string): Gate => ({
    arrive: (room, newcomer) => {
      asked.push(name);
      return gate === undefined ? Promise.reject(new Error('unused')) : gate(room, newcomer);
    },
  });
  const arrive = createGatheredArrivals({
    gates: gate === undefined ? undefined : { getByName },
    direct: async (_trace, _room, { id }) => {
      asked.push(`direct ${id}`);
      return away;
    },
    shards: createShardCount({ most: 4 }),
    now: () => Date.now(),
    random: () => 0,
    patienceMs: 100,
  });
  return { asked, arrive: (changes = {}) => arrive(trace, 'main', { id: ID, ...changes }) };
}

const throws = () => Promise.reject(new Error('overloaded'));
const hangs = () => new Promise<ArrivalOutcome>(() => {});

describe('an arrival', () => {
  it('goes by way of an object of its room', async () => {
    const { arrive, asked } = startArrivals(async () => rejecting);
    expect(await arrive()).toBe(rejecting);
    expect(asked).toEqual(['main/new/0']);
  });

  it('of an old place does not share an object with newcomers', async () => {
    const { arrive, asked } = startArrivals(async () => rejecting);
    await arrive({ number: 3 });
    await arrive({ ticket: { draw: 1, index: 2 } });
    expect(asked).toEqual(['main/old/0', 'main/old/0']);
  });

  it('goes directly where no object is bound', async () => {
    const { arrive, asked } = startArrivals(undefined);
    await arrive();
    expect(asked).toEqual([`direct ${ID}`]);
  });

  it('is not repeated directly when the object says that the origin is away', async () => {
    const { arrive, asked } = startArrivals(async () => away);
    expect(await arrive()).toBe(away);
    expect(asked).toEqual(['main/new/0']);
  });

  it('goes directly, under the same id, when the object fails twice', async () => {
    const { arrive, asked } = startArrivals(throws);
    await arrive();
    expect(asked).toEqual(['main/new/0', 'main/new/0', `direct ${ID}`]);
  });

  it('asks an object that failed once again', async () => {
    const gate = vi.fn<Gate['arrive']>().mockRejectedValueOnce(new Error('reset'));
    const { arrive, asked } = startArrivals(gate.mockResolvedValue(rejecting));
    expect(await arrive()).toBe(rejecting);
    expect(asked).toEqual(['main/new/0', 'main/new/0']);
  });

  it('goes directly when the object is silent', async () => {
    const { arrive, asked } = startArrivals(hangs);
    const outcome = arrive();
    await vi.advanceTimersByTimeAsync(100);
    expect(await outcome).toBe(away);
    expect(asked).toEqual(['main/new/0', `direct ${ID}`]);
  });
});

describe('an object that is dead', () => {
  it('is waited for by one visitor each five seconds, and told once', async () => {
    const { arrive, asked } = startArrivals(hangs);
    const first = arrive();
    await vi.advanceTimersByTimeAsync(100);
    await first;
    await Promise.all([arrive(), arrive()]);
    expect(asked.filter((name) => name.startsWith('main'))).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(5000);
    const probe = arrive();
    await arrive();
    await vi.advanceTimersByTimeAsync(100);
    await probe;
    expect(asked.filter((name) => name.startsWith('main'))).toHaveLength(2);
    expect(console.warn).toHaveBeenCalledTimes(1);
  });

  it('is used again by everybody once it answers', async () => {
    const gate = vi.fn<Gate['arrive']>().mockImplementationOnce(hangs);
    const { arrive, asked } = startArrivals(gate.mockResolvedValue(rejecting));
    const first = arrive();
    await vi.advanceTimersByTimeAsync(5100);
    await first;
    expect(await arrive()).toBe(rejecting);
    expect(await arrive()).toBe(rejecting);
    expect(asked).toEqual(['main/new/0', `direct ${ID}`, 'main/new/0', 'main/new/0']);
  });
});
