import type { RequestHandler } from 'express';
import { eventRoutes } from '../rooms/events/event-routes.ts';
import { createRoomEvents } from '../rooms/events/room-events.ts';
import { forEachRoom } from '../rooms/for-each-room.ts';
import { createReadRecord } from '../rooms/record/read-record.ts';
import { recordRoutes } from '../rooms/record/record-routes.ts';
import { createRoomLog } from '../rooms/record/room-log.ts';
import { createPruneRecord, createWriteRecord } from '../rooms/record/write-record.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { RoomNames } from '../rooms/settings/room-names.ts';
import type { Job } from '../schedulers/schedulers.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex' | 'redis' | 'redisKeyPrefix' | 'leastPrequeueSeconds'> & {
  rooms: Rooms;
  roomNames: RoomNames;
};

const FIVE_MINUTES_SECONDS = 300;

/** Events of rooms, and the record of what was drawn and who was admitted. */
export function wireEvents(deps: Deps) {
  const { knex, redis, redisKeyPrefix, rooms, roomNames } = deps;
  const { leastPrequeueSeconds = FIVE_MINUTES_SECONDS } = deps;
  const events = createRoomEvents({ knex, leastPrequeueMs: leastPrequeueSeconds * 1000 });
  const log = createRoomLog({ redis, keyPrefix: redisKeyPrefix });
  const writeRecord = createWriteRecord({ knex, log, rooms });
  const admin: RequestHandler[] = [
    eventRoutes({ rooms, events }),
    recordRoutes({ record: createReadRecord({ knex }) }),
  ];
  const jobs: Job[] = [
    {
      name: 'room-record',
      cron: '*/2 * * * * *',
      leaseSeconds: 30,
      run: () => forEachRoom(roomNames, writeRecord),
    },
    {
      name: 'prune-room-record',
      cron: '15 */10 * * * *',
      leaseSeconds: 60,
      run: createPruneRecord({ knex }),
    },
  ];
  return { admin, jobs };
}
