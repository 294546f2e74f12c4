import { AppError, type Place } from '@frontrow/protocol';
import type { Rooms } from '../rooms.ts';
import type { Attempts } from './attempts.ts';
import type { CodeUses } from './code-uses.ts';

type Deps = {
  uses: CodeUses;
  rooms: Pick<Rooms, 'promote' | 'snapshot'>;
  attempts: { byPlace: Attempts; byNetwork: Attempts };
};
type Redemption = { place: Place; code: string; network?: string | undefined };

export type RedeemCode = ReturnType<typeof createRedeemCode>;

/**
 * Takes a waiting place over into the priority lane; returns its number there. The use is taken first, in MySQL.
 * Where the room then says that the place does not wait, the use is given back. Where the room cannot be asked, or
 * this process dies in between, the use stays with the place, and the visitor's next try finishes it.
 */
export function createRedeemCode({ uses, rooms, attempts }: Deps) {
  return async function redeemCode({ place, code, network }: Redemption): Promise<number> {
    if (place.lane === 'priority' && place.number !== null) {
      return place.number;
    }
    await attempts.byPlace.count(place.id);
    if (network !== undefined) {
      await attempts.byNetwork.count(network);
    }
    const { codeId, number } = await uses.take(place.room, code, place.id);
    if (network !== undefined) {
      // Many fans share a network: what counts against all of them are wrong codes.
      await attempts.byNetwork.giveBack(network);
    }
    return number ?? finish(place, codeId);
  };

  async function finish(place: Place, codeId: number): Promise<number> {
    const number = await rooms.promote(place.room, place.id);
    if (number === undefined) {
      await uses.giveBack(codeId, place.id);
      throw await notWaiting(place);
    }
    await uses.done(codeId, place.id, number);
    return number;
  }

  /** A place that Redis has lost waits all the same, and is back with its next poll. */
  async function notWaiting({ room, epoch }: Place): Promise<AppError> {
    const now = await rooms.snapshot(room);
    return epoch < now.epoch
      ? new AppError('room_unavailable', 'The line is being put together again.', {
          retryAfterSeconds: 2,
        })
      : new AppError('place_not_waiting', 'It is your turn already, or this place has ended.');
  }
}
