import { randomBytes } from 'node:crypto';
import { DEFAULT_ROOM_SETTINGS, type Place, type RoomSettings } from '@frontrow/protocol';
import type { RoomStore } from '../rooms/store/room-store.ts';

/** A room in which nobody has to wait. */
export const WIDE_OPEN: RoomSettings = {
  ...DEFAULT_ROOM_SETTINGS,
  total_active_users: 1_000_000,
  new_users_per_minute: 1_000_000,
};

/** So many new visitors in one batch, with the places that they got. */
export async function arriveTogether(
  store: RoomStore,
  room: string,
  count: number,
): Promise<Place[]> {
  const ids = Array.from({ length: count }, () => randomBytes(16).toString('base64url'));
  const { epoch, places } = await store.arrive(
    room,
    ids.map((id) => ({ id })),
  );
  return places.map(({ number, called }, index) => {
    const place = { room, id: ids[index] ?? '', number, epoch, called };
    return { ...place, lane: 'main', aheadAtJoin: 0, ticket: null, promise: null };
  });
}
