import {
  AppError,
  type RevocationBody,
  type RevocationView,
  type RoomSnapshot,
} from '@frontrow/protocol';
import type { Actor } from '../../admin/actor.ts';
import type { Rooms } from '../rooms.ts';
import type { RoomStore } from '../store/room-store.ts';
import { newRevocation, type RoomRevocations } from './room-revocations.ts';

type Deps = { rooms: Rooms; revocations: RoomRevocations };

export type RevokePlaces = ReturnType<typeof createRevokePlaces>;

/** Ends places by an operator's word: written down first, then put into force in Redis. */
export function createRevokePlaces({ rooms, revocations }: Deps) {
  return async function revokePlaces(
    room: string,
    body: RevocationBody,
    actor: Actor,
  ): Promise<RevocationView> {
    const live = 'placeId' in body ? undefined : await snapshotOrNone(room);
    const { id, placeId, numbers } = await revocations.add(room, newRevocation(body, live), actor);
    return { id, room, placeId, numbers, endedNow: await applyNow(room) };
  };

  /** A room that does not exist is refused; one that cannot be asked just now has no snapshot. */
  async function snapshotOrNone(room: string): Promise<RoomSnapshot | undefined> {
    try {
      return await rooms.snapshot(room);
    } catch (error) {
      if (error instanceof AppError) {
        throw error;
      }
      return undefined;
    }
  }

  /** The next tick tries again where Redis is away. */
  async function applyNow(room: string): Promise<number | null> {
    try {
      const ended = await rooms.applyRevocations(room);
      await rooms.advance(room);
      return ended;
    } catch {
      return null;
    }
  }
}

/** Brings a room up to the revocations that MySQL has; returns how many places that ended at once. */
export function createApplyRevocations({
  store,
  revocations,
}: {
  store: RoomStore;
  revocations: RoomRevocations;
}) {
  return async function applyRevocations(room: string): Promise<number> {
    let ended = 0;
    for (const revocation of await revocations.after(room, await store.lastRevocation(room))) {
      ended += await store.revoke(room, revocation);
    }
    return ended;
  };
}
