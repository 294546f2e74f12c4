import { PLACE_LIFETIME_SECONDS, type Place } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import type { Revocation } from '../revocations/room-revocations.ts';
import { unlessClosed } from './room-closed.ts';
import { movedKey, roomKeys, stateKey, takenKey } from './room-keys.ts';
import type { RoomScripts } from './room-scripts.ts';

type Deps = { redis: RedisClient; keyPrefix: string; scripts: RoomScripts };

/** Why a place ends, and the total that counts it. */
export type Ending = 'left' | 'completed' | 'revoked';

const REMEMBERED_MS = PLACE_LIFETIME_SECONDS * 1000;

/** How places end in Redis, change hands or lanes, and last longer. */
export function createRoomEndings({ redis, keyPrefix, scripts }: Deps) {
  const keysOf = (room: string) => roomKeys(keyPrefix, room);

  return {
    /** Returns true when that freed a slot. */
    async leave(room: string, placeId: string, total: Ending): Promise<boolean> {
      const args = [placeId, total, REMEMBERED_MS];
      return unlessClosed(await scripts.leave(redis, keysOf(room), args)).freed;
    },

    /** Returns how many places that ended at once: none when it is in force already. */
    async revoke(room: string, revocation: Revocation): Promise<number> {
      const { id, placeId, numbers, epoch, priorityTo, openDraw } = revocation;
      const { from, to } = numbers ?? { from: 0, to: 0 };
      const { draw, tickets } = openDraw ?? { draw: 0, tickets: 0 };
      const wave = [from, to, priorityTo, draw, tickets];
      const args = [id, placeId ?? '', epoch ?? 0, REMEMBERED_MS, ...wave];
      return unlessClosed(await scripts.revoke(redis, keysOf(room), args)).ended;
    },

    /** The newest revocation in force; 0 when there is none. */
    async lastRevocation(room: string): Promise<number> {
      return Number((await redis.hget(stateKey(keyPrefix, room), 'revocation')) ?? 0);
    },

    /** Gives the place another id and ends the old one; `ended` for a place that is over. */
    async move(room: string, { id, lane, number }: Place, newId: string) {
      const args = [id, newId, lane, number ?? '', REMEMBERED_MS];
      const keys = [...keysOf(room), movedKey(keyPrefix, room)];
      return unlessClosed(await scripts.move(redis, keys, args)).kind;
    },

    /** Takes a waiting visitor over into the priority lane; undefined for one who did not wait, now or before. */
    async promote(room: string, placeId: string): Promise<number | undefined> {
      const keys = [...keysOf(room), takenKey(keyPrefix, room, placeId)];
      const reply = unlessClosed(await scripts.promote(redis, keys, [placeId]));
      return reply.kind === 'ok' ? reply.number : undefined;
    },

    /** A whole session again, for a place that is inside. */
    async extend(room: string, placeId: string) {
      return unlessClosed(await scripts.extend(redis, keysOf(room), [placeId]));
    },
  };
}
