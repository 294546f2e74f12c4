import { RoomSettingsRow } from '@frontrow/db';
import type { RequestHandler } from 'express';
import { createCountSeatsLeft } from '../catalog/count-seats-left.ts';
import { registerControlMetrics } from '../rooms/control/control-metrics.ts';
import { createControlRoom } from '../rooms/control/control-room.ts';
import { controlRoutes } from '../rooms/control/control-routes.ts';
import { createControlStore } from '../rooms/control/control-store.ts';
import { createLoadWindow } from '../rooms/control/measuring/load-window.ts';
import { measureAdmitted } from '../rooms/control/measuring/measure-admitted.ts';
import { createOriginLoads } from '../rooms/control/measuring/origin-loads.ts';
import { startReportingLoads } from '../rooms/control/measuring/report-loads.ts';
import { createStockOf } from '../rooms/control/stock.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { RoomNames } from '../rooms/settings/room-names.ts';
import type { RoomSettingsStore } from '../rooms/settings/room-settings-store.ts';
import type { RoomStore } from '../rooms/store/room-store.ts';
import type { Job } from '../schedulers/schedulers.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex' | 'redis' | 'redisKeyPrefix' | 'metrics'> & {
  rooms: Pick<Rooms, 'snapshot'>;
  store: Pick<RoomStore, 'limit'>;
  settings: Pick<RoomSettingsStore, 'of'>;
  roomNames: RoomNames;
};

/** The capacity of the rooms follows the origins and the stock. */
export function wireControl(deps: Deps) {
  const { knex, redis, redisKeyPrefix, metrics, rooms, store, settings, roomNames } = deps;
  const window = createLoadWindow({ knex });
  const loads = createOriginLoads({ redis, keyPrefix: redisKeyPrefix });
  const control = createControlStore({ redis, keyPrefix: redisKeyPrefix });
  const controlRoom = createControlRoom({
    snapshot: (room) => rooms.snapshot(room),
    readLoad: () => loads.read(),
    stockOf: createStockOf({ countSeatsLeft: createCountSeatsLeft({ knex }), concertOf }),
    store: control,
    setLimits: (room, limits) => store.limit(room, limits),
  });
  registerControlMetrics({ registry: metrics.registry, control, roomNames });

  async function concertOf(room: string): Promise<number | null> {
    return (await RoomSettingsRow.query(knex).findById(room))?.concertId ?? null;
  }

  async function controlAll(): Promise<void> {
    const outcomes = await Promise.allSettled((await roomNames()).map(controlRoom));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
    }
  }

  const jobs: Job[] = [
    { name: 'room-control', cron: '*/5 * * * * *', leaseSeconds: 20, run: controlAll },
  ];
  return {
    jobs,
    admin: controlRoutes({ settings, control, loads }),
    measure: (admission: RequestHandler) => measureAdmitted(window, admission),
    /** The process tells how it does from here on. */
    startReporting: () => startReportingLoads({ window, loads }),
  };
}
