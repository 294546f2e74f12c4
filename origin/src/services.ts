import { requireOperator } from './accounts/authenticate.ts';
import type { Routers } from './app.ts';
import { logInDoor } from './rooms/arrivals/log-in-door.ts';
import { claimRoutes } from './rooms/claims/claim-routes.ts';
import { measureSnapshots } from './rooms/registry/measured-snapshots.ts';
import { roomRegistryRoutes } from './rooms/registry/room-registry-routes.ts';
import { roomAdminRoutes } from './rooms/room-admin-routes.ts';
import { createRoomJobs } from './rooms/room-jobs.ts';
import { registerRoomMetrics } from './rooms/room-metrics.ts';
import { roomRoutes } from './rooms/room-routes.ts';
import type { Job } from './schedulers/schedulers.ts';
import type { Connections } from './wiring/connections.ts';
import { wireAccounts } from './wiring/wire-accounts.ts';
import { wireAdmin } from './wiring/wire-admin.ts';
import { wireCatalog } from './wiring/wire-catalog.ts';
import { wireCodes } from './wiring/wire-codes.ts';
import { wireControl } from './wiring/wire-control.ts';
import { wireEvents } from './wiring/wire-events.ts';
import { wireRooms } from './wiring/wire-rooms.ts';
import { wireSale } from './wiring/wire-sale.ts';

/** All features of an origin on its connections: the routers by who may reach them, and the jobs. */
export function createServices(connections: Connections) {
  const waiting = wireRooms(connections);
  const { rooms, roomNames, readClaim, admission, roomOfRequest } = waiting;
  const codes = wireCodes({ ...connections, ...waiting });
  const events = wireEvents({ ...connections, rooms, roomNames });
  const control = wireControl({ ...connections, ...waiting });
  const accounts = wireAccounts(connections);
  const { authenticate } = accounts;
  const catalog = wireCatalog(connections);
  const { invalidateSchedule } = catalog;
  const sale = wireSale({ ...connections, authenticate, rooms, invalidateSchedule });

  const { registry } = connections.metrics;
  registerRoomMetrics({ registry, rooms, roomNames });
  const snapshots = measureSnapshots({ registry, snapshots: waiting.snapshots });

  const routers: Routers = {
    admin: [
      accounts.operatorLogin,
      requireOperator,
      roomAdminRoutes(waiting),
      roomRegistryRoutes(waiting),
      codes.admin,
      ...events.admin,
      control.admin,
      wireAdmin({ ...connections, ...sale, ...catalog }),
    ],
    internal: [
      roomRoutes({ ...waiting, snapshots }),
      claimRoutes({ readClaim }),
      ...codes.internal,
    ],
    afterSale: [
      logInDoor({ ...waiting, authenticate, accounts: accounts.shop }),
      accounts.afterSale,
      sale.afterSale,
    ],
    catalog: [catalog.shop],
    shop: [accounts.shop, ...sale.shop],
  };
  const jobs: Job[] = [
    ...createRoomJobs(waiting),
    ...control.jobs,
    ...codes.jobs,
    ...events.jobs,
    ...sale.jobs,
    ...accounts.jobs,
  ];
  return {
    authenticate,
    admission: control.measure(admission.middleware(roomOfRequest)),
    routers,
    jobs,
    startReporting: control.startReporting,
  };
}
