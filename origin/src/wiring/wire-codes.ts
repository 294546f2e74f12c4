import { createAttempts } from '../rooms/codes/attempts.ts';
import { createCodeBatches } from '../rooms/codes/code-batches.ts';
import { codeAdminRoutes, codeRoutes } from '../rooms/codes/code-routes.ts';
import { createCodeUses } from '../rooms/codes/code-uses.ts';
import { createRedeemCode } from '../rooms/codes/redeem-code.ts';
import { createClaimPlace } from '../rooms/recovery/claim-place.ts';
import { createPruneRecovery } from '../rooms/recovery/prune-recovery.ts';
import { createRecoveryCodes } from '../rooms/recovery/recovery-codes.ts';
import { recoveryRoutes } from '../rooms/recovery/recovery-routes.ts';
import { withRoom } from '../rooms/room-routes.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Job } from '../schedulers/schedulers.ts';
import type { Connections } from './connections.ts';
import type { wireRooms } from './wire-rooms.ts';

type Deps = Pick<Connections, 'knex' | 'redis' | 'redisKeyPrefix'> &
  Pick<ReturnType<typeof wireRooms>, 'rooms' | 'revocations'>;

const MINUTE = 60;

/** What a visitor may try: a person mistypes a few times; a network is shared by thousands. */
const ATTEMPT_LIMITS = {
  codesByPlace: { name: 'code-place', points: 10, seconds: 10 * MINUTE },
  codesByNetwork: { name: 'code-network', points: 100, seconds: 10 * MINUTE },
  recoveriesByPlace: { name: 'recovery-place', points: 10, seconds: 60 * MINUTE },
  claimsByNetwork: { name: 'claim-network', points: 30, seconds: 10 * MINUTE },
};

/** A room that cannot be asked is told as such; what MySQL says stays what it is. */
function orUnavailable(rooms: Rooms): Pick<Rooms, 'promote' | 'move' | 'arrive' | 'snapshot'> {
  return {
    promote: (...call) => withRoom(() => rooms.promote(...call)),
    move: (...call) => withRoom(() => rooms.move(...call)),
    arrive: (...call) => withRoom(() => rooms.arrive(...call)),
    snapshot: (...call) => withRoom(() => rooms.snapshot(...call)),
  };
}

/** Presale codes and recovery codes, wired. */
export function wireCodes({ knex, redis, redisKeyPrefix, revocations, ...waiting }: Deps) {
  const rooms = orUnavailable(waiting.rooms);
  const limited = (name: keyof typeof ATTEMPT_LIMITS) =>
    createAttempts({ redis, keyPrefix: redisKeyPrefix }, ATTEMPT_LIMITS[name]);
  const uses = createCodeUses({ knex });
  const redeemCode = createRedeemCode({
    uses,
    rooms,
    attempts: { byPlace: limited('codesByPlace'), byNetwork: limited('codesByNetwork') },
  });
  const recoveryCodes = createRecoveryCodes({ knex });
  const claimPlace = createClaimPlace({
    recoveryCodes,
    rooms,
    revocations,
    uses,
    attempts: limited('claimsByNetwork'),
  });
  const pruneRecovery = createPruneRecovery({ knex });
  const prune: Job = {
    name: 'prune-recovery-codes',
    cron: '40 */10 * * * *',
    leaseSeconds: 60,
    run: async () => void (await pruneRecovery()),
  };
  return {
    admin: codeAdminRoutes({ batches: createCodeBatches({ knex }) }),
    internal: [
      codeRoutes({ redeemCode }),
      recoveryRoutes({ recoveryCodes, claimPlace, attempts: limited('recoveriesByPlace') }),
    ],
    jobs: [prune],
  };
}
