import { createAdmission } from '../rooms/admission.ts';
import { createExtendSession } from '../rooms/extend-session.ts';
import { createReopening } from '../rooms/open-room.ts';
import { createOpeningClaim } from '../rooms/opening-claim.ts';
import { createApplyRevocations, createRevokePlaces } from '../rooms/revoke-places.ts';
import { createRoomCheckpoints } from '../rooms/room-checkpoints.ts';
import { createRoomNames } from '../rooms/room-names.ts';
import { createRoomRevocations } from '../rooms/room-revocations.ts';
import { createRoomSessions } from '../rooms/room-session.ts';
import { createRoomSettingsStore } from '../rooms/room-settings-store.ts';
import { createRoomStore } from '../rooms/room-store.ts';
import { createRooms } from '../rooms/rooms.ts';
import type { Connections } from './connections.ts';

type Deps = Pick<
  Connections,
  'knex' | 'redis' | 'redisKeyPrefix' | 'sessionKeys' | 'logger' | 'metrics'
>;

/** Everything about the waiting rooms, wired. */
export function wireRooms(deps: Deps) {
  const { knex, redis, redisKeyPrefix, sessionKeys, logger, metrics } = deps;
  const store = createRoomStore({ redis, keyPrefix: redisKeyPrefix });
  const settings = createRoomSettingsStore({ knex });
  const checkpoints = createRoomCheckpoints({ knex });
  const revocations = createRoomRevocations({ knex });
  const applyRevocations = createApplyRevocations({ store, revocations });
  const claim = createOpeningClaim({ redis, keyPrefix: redisKeyPrefix });
  const reopening = createReopening({
    store,
    claim,
    settings,
    checkpoints,
    applyRevocations,
    logger,
  });
  const rooms = createRooms({ store, settings, checkpoints, reopening, applyRevocations });
  const sessions = createRoomSessions({ sessionKeys });
  return {
    store,
    settings,
    rooms,
    revokePlaces: createRevokePlaces({ rooms, revocations }),
    roomNames: createRoomNames({ settings }),
    extendSession: createExtendSession({ rooms, sessions }),
    admission: createAdmission({ rooms, revocations, sessions, metrics, logger }),
  };
}
