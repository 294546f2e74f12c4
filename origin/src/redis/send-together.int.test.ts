import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { connectRedis } from './connect.ts';

const COMMANDS = 20;
/** Of `connectRedis`. */
const TIMEOUT_MS = 500;
const WITHIN = { timeout: 5_000, interval: 50 };
let redis: Redis;

beforeEach(async () => {
  redis = connectRedis(inject('redisUrl'), pino({ level: 'silent' })) as Redis;
  await once(redis, 'ready');
});
afterEach(() => redis.disconnect());

it('sends the commands of one turn in one write, and gives each its own answer', async () => {
  const [alone, together] = [vi.spyOn(redis.stream, '_write'), vi.spyOn(redis.stream, '_writev')];
  const numbers = Array.from({ length: COMMANDS }, (_, number) => String(number));
  const answers = await Promise.all(numbers.map((number) => redis.echo(number)));

  expect(answers).toEqual(numbers);
  expect([alone.mock.calls.length, together.mock.calls.length]).toEqual([0, 1]);
});

it('refuses what was to be sent when the connection is lost, and sends on the next one', async () => {
  const answer = redis.echo('lost');
  redis.stream.destroy();
  await expect(answer).rejects.toThrow('max retries');

  await once(redis, 'ready');
  expect(await redis.echo('found')).toBe('found');
});

it('rejects what Redis does not answer in time, and goes on', async () => {
  // Redis answers nothing on a connection that waits for a list.
  const startedAt = performance.now();
  const answers = await Promise.allSettled([
    redis.blpop('send-together:nothing', 1),
    redis.echo('behind'),
  ]);

  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(TIMEOUT_MS);
  await vi.waitFor(async () => expect(await redis.echo('again')).toBe('again'), WITHIN);
});

it('gives what comes later its own time', async () => {
  const silent = redis.blpop('send-together:nothing', 0.8);
  silent.catch(() => undefined);
  await sleep(TIMEOUT_MS - 100);
  const later = redis.echo('later');

  await expect(silent).rejects.toThrow('not answered within 500 ms');
  expect(await later).toBe('later');
});

it('waits for a Redis that answers others, though not for ever', async () => {
  // One after the other, each answered by itself: the last would be after 2.4 s.
  const line = Array.from({ length: 8 }, () => redis.blpop('send-together:nothing', 0.3));
  const answers = await Promise.allSettled(line);

  const answered = answers.filter(({ status }) => status === 'fulfilled').length;
  expect(answered).toBeGreaterThanOrEqual(3);
  expect(answers.at(-1)).toMatchObject({ reason: { message: expect.stringMatching('2000 ms') } });
});

it('leaves a connection whose other end has gone without a word, and goes on by a new one', async () => {
  const way = await openWay();
  const client = connectRedis(way.url, pino({ level: 'silent' })) as Redis;
  await once(client, 'ready');
  expect(await client.echo('before')).toBe('before');
  way.goSilent();
  await expect(client.echo('lost')).rejects.toThrow('not answered within');
  const isBack = async () => expect(await client.echo('found')).toBe('found');
  await vi.waitFor(isBack, { timeout: 12_000, interval: 200 });
  client.disconnect();
  way.close();
}, 20_000);

it.each([
  ['before they are sent', () => undefined],
  ['after they were sent', () => setImmediate()],
])('takes no late turn of its own for a silent Redis: %s', async (_when, sent) => {
  const answer = redis.echo('in time');
  answer.catch(() => undefined);
  await sent();
  blockFor(TIMEOUT_MS + 100);

  expect(await answer).toBe('in time');
});

/** A way to Redis whose connections can stop to carry anything, without an end; newer ones carry. */
async function openWay() {
  const target = new URL(inject('redisUrl'));
  const sockets: [Socket, Socket][] = [];
  const server = createServer((from) => {
    const to = connect(Number(target.port), target.hostname);
    from.pipe(to).pipe(from);
    for (const socket of [from, to]) {
      socket.on('error', () => socket.destroy());
    }
    sockets.push([from, to]);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    goSilent() {
      for (const [from, to] of sockets) {
        from.unpipe(to);
        to.unpipe(from);
        from.pause();
      }
    },
    close() {
      server.close();
      sockets.flat().forEach((socket) => socket.destroy());
    },
  };
}

/** As a process does that has more to do than the processor can. */
function blockFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
