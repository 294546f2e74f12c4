import { roomSettings, type RoomSettings } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import type { RoomSettingsStore } from '../settings/room-settings-store.ts';
import { stateKey } from '../store/room-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string; settings: Pick<RoomSettingsStore, 'of'> };

const rules = roomSettings.pick({ joins_per_network: true, login_required: true }).strip();

export type JoinRules = Pick<RoomSettings, 'joins_per_network' | 'login_required'>;
export type ReadJoinRules = ReturnType<typeof createReadJoinRules>;

/** Who may join a room: of the settings in force, or of MySQL's while Redis has lost the room. */
export function createReadJoinRules({ redis, keyPrefix, settings }: Deps) {
  return async function readJoinRules(room: string): Promise<JoinRules> {
    const json = await redis.hget(stateKey(keyPrefix, room), 'settings');
    const inForce = json === null ? undefined : rules.safeParse(JSON.parse(json)).data;
    return inForce ?? rules.parse((await settings.of(room)).settings);
  };
}
