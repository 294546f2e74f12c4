import { createAdmission } from '../rooms/admission/admission.ts';
import { createExtendSession } from '../rooms/admission/extend-session.ts';
import { createRoomOfRequest } from '../rooms/admission/room-of-request.ts';
import { createRoomSessions } from '../rooms/admission/room-session.ts';
import { createReadClaim } from '../rooms/claims/read-claim.ts';
import { createSettingsInForce } from '../rooms/events/settings-in-force.ts';
import { createReopening } from '../rooms/opening/open-room.ts';
import { createOpeningClaim } from '../rooms/opening/opening-claim.ts';
import { createRoomCheckpoints } from '../rooms/opening/room-checkpoints.ts';
import { readCoveredRooms } from '../rooms/registry/covered-rooms.ts';
import { createForgetRoom } from '../rooms/registry/forget-room.ts';
import { createKeptRooms } from '../rooms/registry/kept-rooms.ts';
import { createRoomDirectory } from '../rooms/registry/room-directory.ts';
import { createRoomRegistry } from '../rooms/registry/room-registry.ts';
import { createRoomSnapshots } from '../rooms/registry/room-snapshots.ts';
import { createRoomView } from '../rooms/registry/room-view.ts';
import { createPruneRevocations } from '../rooms/revocations/prune-revocations.ts';
import { createApplyRevocations, createRevokePlaces } from '../rooms/revocations/revoke-places.ts';
import { createRoomRevocations } from '../rooms/revocations/room-revocations.ts';
import { createRooms } from '../rooms/rooms.ts';
import { createRoomNames } from '../rooms/settings/room-names.ts';
import { createRoomSettingsStore } from '../rooms/settings/room-settings-store.ts';
import { createRoomStore } from '../rooms/store/room-store.ts';
import type { Connections } from './connections.ts';
import { wireArrivals } from './wire-arrivals.ts';

type Deps = Pick<
  Connections,
  'knex' | 'redis' | 'redisKeyPrefix' | 'sessionKeys' | 'logger' | 'metrics' | 'roomStore'
>;

/** Everything about the waiting rooms, wired. */
export function wireRooms(deps: Deps) {
  const { knex, redis, redisKeyPrefix, sessionKeys, logger, metrics } = deps;
  const inRedis = createRoomStore({ redis, keyPrefix: redisKeyPrefix });
  const store = deps.roomStore?.({ knex, inRedis }) ?? inRedis;
  const settings = createRoomSettingsStore({ knex });
  const settingsInForce = createSettingsInForce({ knex });
  const checkpoints = createRoomCheckpoints({ knex });
  const revocations = createRoomRevocations({ knex });
  const applyRevocations = createApplyRevocations({ store, revocations });
  const claim = createOpeningClaim({ redis, keyPrefix: redisKeyPrefix });
  const reopening = createReopening({
    store,
    claim,
    settings: settingsInForce,
    checkpoints,
    applyRevocations,
    logger,
  });
  const rooms = createRooms({
    store,
    settings: settingsInForce,
    checkpoints,
    reopening,
    applyRevocations,
  });
  const sessions = createRoomSessions({ sessionKeys });
  const onRedis = { redis, keyPrefix: redisKeyPrefix };
  const directory = createRoomDirectory({
    readRooms: () => readCoveredRooms(knex),
    kept: createKeptRooms(onRedis),
  });
  const registry = createRoomRegistry({
    knex,
    forgetRoom: createForgetRoom(onRedis),
    onChange: () => directory.renew(),
  });
  return {
    store,
    settings,
    rooms,
    ...wireArrivals({ ...deps, rooms, settings }),
    revocations,
    pruneRevocations: createPruneRevocations({ knex }),
    revokePlaces: createRevokePlaces({ rooms, revocations }),
    registry,
    roomView: createRoomView({ rooms, settings, registry }),
    roomNames: createRoomNames(directory),
    snapshots: createRoomSnapshots({ rooms, directory }),
    roomOfRequest: createRoomOfRequest({ directory }),
    readClaim: createReadClaim({ redis, keyPrefix: redisKeyPrefix }),
    extendSession: createExtendSession({ rooms, sessions }),
    admission: createAdmission({ rooms, revocations, sessions, metrics, logger }),
  };
}
