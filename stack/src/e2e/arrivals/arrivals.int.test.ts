import { setTimeout as sleep } from 'node:timers/promises';
import { arrivalsBody, type ArrivalsBody } from '@frontrow/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { joinCrowd } from '../../drills/join-crowd.ts';
import { readWorkerSettings } from '../../edge/worker-settings.ts';
import { ask } from '../edge/ask.ts';
import { type EdgeUnderTest, startEdgeUnderTest } from '../edge/edge-under-test.ts';

/** Arrivals through the built Worker on workerd, with its Durable Object, to an origin that counts. */

let edge: EdgeUnderTest | undefined;
afterEach(() => edge?.stop());

type Options = Parameters<typeof startEdgeUnderTest>[0];

async function start(options: Options = {}): Promise<EdgeUnderTest> {
  edge = await startEdgeUnderTest(options);
  // The first snapshot is there before anybody comes.
  await ask(edge.url, { path: '/rooms/main/status' });
  return edge;
}

/** The bodies of the arrival calls so far. */
function batches({ origin }: EdgeUnderTest): ArrivalsBody['arrivals'][] {
  return origin.calls
    .filter(({ target }) => target === '/internal/rooms/main/arrivals')
    .map(({ body }) => arrivalsBody.parse(JSON.parse(body)).arrivals);
}

function join(url: string, headers: Record<string, string> = {}) {
  const path = '/rooms/main/join';
  return ask(url, { path, method: 'POST', headers: { accept: 'application/json', ...headers } });
}

/** The built Worker with another object under the name of the one that gathers arrivals. */
function withObject(methods: string): Options {
  return {
    changeWorker: (source) =>
      `import { DurableObject as BrokenBase } from 'cloudflare:workers';\n${source.replace(
        /export \{[^}]*\};?\s*$/,
        `class BrokenGate extends BrokenBase { ${methods} }
         export { BrokenGate as ArrivalGate, worker_default as default };`,
      )}`,
  };
}

describe('visitors who arrive together', () => {
  it('reach the origin in batches, one each 60 ms, and each gets a number of its own', async () => {
    const running = await start();
    const startedAt = performance.now();
    const { joined } = await joinCrowd(running.url, { visitors: 2000, perSecond: 1000 });
    const seconds = (performance.now() - startedAt) / 1000;

    const sizes = batches(running).map(({ length }) => length);
    expect(joined.filter(({ code }) => code !== 202)).toEqual([]);
    expect(new Set(joined.map(({ number }) => number)).size).toBe(2000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2000);
    // 40 where the machine keeps up with 1,000 a second; a slower one takes longer, at the same pace.
    expect(sizes.length).toBeLessThanOrEqual(Math.max(40, Math.ceil(seconds / 0.06) + 2));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256);
  });

  it('get numbers in the order in which they came', async () => {
    const running = await start();
    const joins: ReturnType<typeof join>[] = [];
    for (let visitor = 0; visitor < 20; visitor += 1) {
      joins.push(join(running.url));
      await sleep(25);
    }
    const numbers = (await Promise.all(joins)).map(({ json }) => json()['number']);
    expect(batches(running).length).toBeLessThan(15);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => 101 + index));
  });

  it('wait for nothing in a calm room', async () => {
    const running = await start();
    await join(running.url);
    const startedAt = performance.now();
    await sleep(100);
    await join(running.url);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(batches(running).map(({ length }) => length)).toEqual([1, 1]);
  });

  it('keep apart from old places that come back after a loss', async () => {
    const running = await start();
    running.origin.room.epoch = 2;
    await sleep(1100);
    const old = await running.signPlace({ number: 177, epoch: 1 });
    const answers = await Promise.all([
      ask(running.url, {
        path: '/rooms/main/status',
        headers: { accept: 'application/json', 'x-waiting-room-token': old },
      }),
      join(running.url),
    ]);
    expect(answers[0].status).toBe(202);
    const numbers = batches(running).map((batch) => batch.map(({ number }) => number));
    expect(numbers.filter((batch) => batch.includes(177))).toEqual([[177]]);
  });
});

describe('visitors who arrive together at an edge that knows nothing yet', () => {
  /** Requests for the rooms' snapshots. */
  const asksForRooms = ({ origin }: EdgeUnderTest) =>
    origin.calls.filter(({ target }) => target === '/internal/rooms').length;

  it('wait for the one of them who asks the origin how the room is', async () => {
    edge = await startEdgeUnderTest();
    const startedAt = performance.now();
    const { joined } = await joinCrowd(edge.url, { visitors: 1000, perSecond: 100_000 });
    const seconds = (performance.now() - startedAt) / 1000;

    expect(joined.filter(({ code }) => code !== 202)).toEqual([]);
    // One a second, and one more where the first did not answer within half a second.
    expect(asksForRooms(edge)).toBeLessThanOrEqual(seconds + 2);
  });

  it('wait for one of them too when their places prove it old', async () => {
    const running = await start();
    running.origin.room.epoch = 2;
    // Their answers come when all have been read, so that none of them has told the others.
    running.origin.script.answer = async ({ target }) => {
      await sleep(target.endsWith('/arrivals') ? 300 : 0);
      return undefined;
    };
    const startedAt = performance.now();
    const { joined } = await joinCrowd(running.url, { visitors: 1000, perSecond: 100_000 });
    const seconds = (performance.now() - startedAt) / 1000;

    expect(joined.filter(({ code }) => code !== 202)).toEqual([]);
    expect(asksForRooms(running)).toBeLessThanOrEqual(seconds + 10);
  });
});

describe('a page that a browser fetches ahead', () => {
  it('takes no place', async () => {
    const running = await start();
    const page = await ask(running.url, {
      path: '/',
      headers: { accept: 'text/html', 'sec-purpose': 'prefetch;prerender' },
    });
    expect([page.status, page.cookies]).toEqual([403, {}]);
    expect(batches(running)).toEqual([]);
  });
});

describe('a join that is asked for again', () => {
  const key = { 'idempotency-key': '3f1c4a52-1d0e-4c5b-9a3e-000000000001' };

  it('is the same place: at once, later, and whichever way it takes', async () => {
    const running = await start();
    await Promise.all([join(running.url, key), join(running.url, key)]);
    await sleep(200);
    await join(running.url, key);
    const direct = await startEdgeUnderTest({
      keys: running.keys,
      originUrl: running.origin.url,
      settings: { ...readWorkerSettings(), objects: {} },
    });
    await join(direct.url, key);
    await direct.stop();

    const ids = batches(running)
      .flat()
      .map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  it('without a key is another place', async () => {
    const running = await start();
    await Promise.all([join(running.url), join(running.url)]);
    const ids = batches(running).flat();
    expect(new Set(ids.map(({ id }) => id)).size).toBe(2);
  });

  it('refuses a key that others might choose as well', async () => {
    const running = await start();
    const answer = await join(running.url, { 'idempotency-key': '1' });
    expect([answer.status, answer.json()['code']]).toEqual([400, 'invalid_input']);
    expect(batches(running)).toEqual([]);
  });
});

describe('without an object that answers', () => {
  it('visitors join directly: none is bound', async () => {
    const running = await start({ settings: { ...readWorkerSettings(), objects: {} } });
    expect((await join(running.url)).status).toBe(202);
    expect(batches(running)).toHaveLength(1);
  });

  it('visitors join directly: it throws', async () => {
    const running = await start(withObject(`arrive() { throw new Error('overloaded'); }`));
    const { joined } = await joinCrowd(running.url, { visitors: 50, perSecond: 500 });
    expect(joined.map(({ code }) => code)).toEqual(Array.from({ length: 50 }, () => 202));
    expect(batches(running)).toHaveLength(50);
  });

  it('visitors join directly: it is silent, and only the first wait for it', async () => {
    const running = await start(withObject('arrive() { return new Promise(() => {}); }'));
    const startedAt = performance.now();
    expect((await join(running.url)).status).toBe(202);
    expect(performance.now() - startedAt).toBeGreaterThan(3000);
    const { joined } = await joinCrowd(running.url, { visitors: 20, perSecond: 500 });
    expect(joined.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 202));
    expect(Math.max(...joined.map(({ tookMs }) => tookMs))).toBeLessThan(2000);
  });

  it('visitors are told to come again when it is the origin that is away', async () => {
    const running = await start();
    running.origin.script.answer = ({ target }) =>
      target.endsWith('/arrivals') ? { status: 503 } : undefined;
    const answers = await Promise.all([join(running.url), join(running.url)]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    // Not once more each, directly: the origin has enough to do.
    expect(batches(running).length).toBeLessThanOrEqual(2);
  });
});
