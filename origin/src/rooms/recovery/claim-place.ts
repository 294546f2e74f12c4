import type { Arrival, Place } from '@frontrow/protocol';
import type { Attempts } from '../codes/attempts.ts';
import type { CodeUses } from '../codes/code-uses.ts';
import type { RoomRevocations } from '../revocations/room-revocations.ts';
import type { Rooms } from '../rooms.ts';
import { type RecoveryCodes, unknownCode } from './recovery-codes.ts';

type Deps = {
  recoveryCodes: RecoveryCodes;
  rooms: Pick<Rooms, 'move' | 'arrive' | 'snapshot'>;
  revocations: Pick<RoomRevocations, 'covers' | 'addMoved'>;
  uses: Pick<CodeUses, 'numberOf'>;
  attempts: Attempts;
};
type Claim = { room: string; code: string; newId: string; network?: string | undefined };

export type ClaimPlace = ReturnType<typeof createClaimPlace>;

/**
 * Moves the place that a recovery code stands for to a new id; returns its claims there. In three steps, each safe to
 * repeat: MySQL says who has the code, Redis moves the place, MySQL remembers that the old id has ended. Where one
 * of them fails, the same browser's next try goes on from there, and nobody else's can.
 */
export function createClaimPlace(deps: Deps) {
  const { recoveryCodes, rooms, revocations, uses, attempts } = deps;

  return async function claimPlace({ room, code, newId, network }: Claim): Promise<Place> {
    if (network !== undefined) {
      await attempts.count(network);
    }
    const { place: old, hasMoved } = await recoveryCodes.claim(room, code, newId);
    if (network !== undefined) {
      await attempts.giveBack(network);
    }
    const place = await inItsLane(old);
    if (!hasMoved) {
      await move(place, newId);
      await revocations.addMoved(room, old.id);
      await recoveryCodes.moved(old, newId);
    }
    return { ...place, id: newId };
  };

  /** The code may be older than the step into the priority lane. */
  async function inItsLane(place: Place): Promise<Place> {
    const number = place.lane === 'main' ? await uses.numberOf(place.id) : undefined;
    return number === undefined
      ? place
      : { ...place, lane: 'priority', number, ticket: null, called: false };
  }

  async function move(place: Place, newId: string): Promise<void> {
    if ((await rooms.move(place.room, place, newId)) === 'ok') {
      return;
    }
    // Redis does not have it. Of the same epoch it has ended. Of an earlier one it was lost, and its browser
    // has not brought it back: the code does, unless it has been revoked.
    const { epoch } = await rooms.snapshot(place.room);
    if (place.epoch >= epoch || (await revocations.covers(place))) {
      throw unknownCode();
    }
    await rooms.arrive(place.room, [arrivalOf(place, newId)]);
  }
}

function arrivalOf({ lane, number, ticket }: Place, id: string): Arrival {
  return {
    id,
    ...(lane === 'main' ? {} : { lane }),
    ...(number === null ? {} : { number }),
    ...(ticket === null ? {} : { ticket }),
  };
}
