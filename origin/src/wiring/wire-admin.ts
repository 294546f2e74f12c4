import { adminRoutes } from '../admin/admin-routes.ts';
import { createCreateConcert } from '../admin/create-concert.ts';
import { createCreateSchedules } from '../admin/create-schedules.ts';
import { createCreateVenue } from '../admin/create-venue.ts';
import { createFindUser } from '../admin/find-user.ts';
import { createGrantPoints } from '../admin/grant-points.ts';
import { createListAuditLog } from '../admin/list-audit-log.ts';
import type { Idempotent } from '../idempotency/idempotent.ts';
import type { CreditWallet } from '../points/credit-wallet.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<Connections, 'knex'> & {
  idempotent: Idempotent;
  creditWallet: CreditWallet;
  invalidateCatalog: () => void;
};

/** What operators do, but for the rooms; behind `requireOperator`. */
export function wireAdmin({ knex, idempotent, creditWallet, invalidateCatalog }: Deps) {
  return adminRoutes({
    createVenue: createCreateVenue({ knex }),
    createConcert: createCreateConcert({ knex, invalidateCatalog }),
    createSchedules: createCreateSchedules({ knex, invalidateCatalog }),
    findUser: createFindUser({ knex }),
    grantPoints: createGrantPoints({ idempotent, creditWallet }),
    listAuditLog: createListAuditLog({ knex }),
  });
}
