import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { connectRedis } from './connect.ts';

const COMMANDS = 20;
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
