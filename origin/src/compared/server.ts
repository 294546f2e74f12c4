import { createKnex } from '@frontrow/db';
import { readConfig } from '../config.ts';
import { createMysqlQueue } from '../rooms/mysql-queue/mysql-queue.ts';
import { createQueueTables } from '../rooms/mysql-queue/queue-tables.ts';
import { startOrigin } from '../start-origin.ts';
import type { Connections } from '../wiring/connections.ts';
import { type ComparedRoom, readComparedRoom } from './config.ts';

/**
 * The origin of `npm run bench:rooms`: production's, but for its room. A program of its own, so that no setting of
 * production's can take its room away.
 */
const ROOMS: Record<ComparedRoom, NonNullable<Connections['roomStore']>> = {
  /** No room: nobody is asked about anybody. */
  off: ({ inRedis }) => ({ ...inRedis, enter: async () => ({ kind: 'suspended' }) }),
  mysql: ({ knex }) => createMysqlQueue({ knex }),
  redis: ({ inRedis }) => inRedis,
};

try {
  const config = readConfig();
  const room = readComparedRoom();
  if (room === 'mysql') {
    const knex = createKnex(config.DATABASE_URL, { poolMax: 1 });
    await createQueueTables(knex);
    await knex.destroy();
  }
  await startOrigin(config, { roomStore: ROOMS[room] });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
