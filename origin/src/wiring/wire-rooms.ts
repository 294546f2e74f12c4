import { createAdmission } from '../rooms/admission.ts';
import { createReopening } from '../rooms/open-room.ts';
import { createOpeningClaim } from '../rooms/opening-claim.ts';
import { createRoomCheckpoints } from '../rooms/room-checkpoints.ts';
import { createRoomNames } from '../rooms/room-names.ts';
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
  const claim = createOpeningClaim({ redis, keyPrefix: redisKeyPrefix });
  const reopening = createReopening({ store, claim, settings, checkpoints, logger });
  const rooms = createRooms({ store, settings, checkpoints, reopening });
  const sessions = createRoomSessions({ sessionKeys });
  return {
    store,
    settings,
    rooms,
    roomNames: createRoomNames({ settings }),
    admission: createAdmission({ rooms, sessions, metrics, logger }),
  };
}
