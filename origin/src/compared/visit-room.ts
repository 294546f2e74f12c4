import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createKnex } from '@frontrow/db';
import { createLogger } from '../logger.ts';
import { connectRedis, whenReady } from '../redis/connect.ts';
import { createMysqlQueue } from '../rooms/mysql-queue/mysql-queue.ts';
import { createQueueTables } from '../rooms/mysql-queue/queue-tables.ts';
import { createRoomStore } from '../rooms/store/room-store.ts';
import { visitRoom } from './room-visits.ts';

/** Visits through the queue in MySQL or the room in Redis, without a shop; what was counted as JSON. */
const { values } = parseArgs({
  options: {
    room: { type: 'string' },
    database: { type: 'string', default: '' },
    redis: { type: 'string', default: '' },
    pool: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '5' },
    'at-once': { type: 'string', default: '32' },
  },
});
const options = { seconds: Number(values.seconds), atOnce: Number(values['at-once']) };
const name = `alone-${randomBytes(4).toString('hex')}`;
const visits = values.room === 'mysql' ? await visitInMysql() : await visitInRedis();
process.stdout.write(JSON.stringify(visits));

async function visitInMysql() {
  const knex = createKnex(values.database, { poolMax: Number(values.pool) });
  try {
    await createQueueTables(knex);
    return await visitRoom(createMysqlQueue({ knex }), name, options);
  } finally {
    await knex.destroy();
  }
}

async function visitInRedis() {
  const redis = connectRedis(values.redis, createLogger('error'));
  await whenReady(redis, 5_000);
  try {
    return await visitRoom(createRoomStore({ redis, keyPrefix: `${name}:` }), name, options);
  } finally {
    redis.disconnect();
  }
}
