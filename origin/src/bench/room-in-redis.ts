import { parseArgs } from 'node:util';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { benchEnter } from './bench-enter.ts';
import { benchLine } from './bench-line.ts';

/** What the room's scripts take on a Redis that has nothing else to do; the figures as JSON. */
const { values } = parseArgs({
  options: {
    redis: { type: 'string' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    sizes: { type: 'string', default: '' },
  },
});
const redis = connectRedis(values.redis ?? '', createLogger('error'));
await whenReady(redis, 5_000);
try {
  const options = {
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    atOnce: Number(values.connections),
  };
  const enter = await benchEnter(redis, options);
  const lines = [];
  for (const size of values.sizes.split(',').filter((text) => text !== '')) {
    lines.push(await benchLine(redis, Number(size), options));
  }
  process.stdout.write(JSON.stringify({ enter, lines }));
} finally {
  redis.disconnect();
}
