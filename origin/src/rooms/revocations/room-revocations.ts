import { inTransaction, RoomRevocation } from '@frontrow/db';
import {
  AppError,
  type NumberRange,
  type Place,
  PLACE_LIFETIME_SECONDS,
  type RevocationBody,
  type RoomSnapshot,
} from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Actor } from '../../admin/actor.ts';
import { recordAudit } from '../../admin/audit-log.ts';
import { findRoom } from '../settings/room-settings-store.ts';

/** One operator's ending of places: of one, or of all whose numbers lie in a range. */
export type Revocation = {
  /** Grows with each of a room. */
  id: number;
  placeId: string | null;
  numbers: NumberRange | null;
  /** Where everybody of this epoch goes: then even those go whose number Redis does not know. */
  epoch: number | null;
  /** Of a whole epoch: the last number of the priority lane, 0 for none. */
  priorityTo: number;
  /** Of a whole epoch: the draw that was open, and how many tickets it had given. */
  openDraw: { draw: number; tickets: number } | null;
};
type NewRevocation = Omit<Revocation, 'id'>;

/** To be spread: what a revocation does not say. */
export const REVOKES_NOBODY: NewRevocation = {
  placeId: null,
  numbers: null,
  epoch: null,
  priorityTo: 0,
  openDraw: null,
};

/** Each judgement reads the waves in force, and each snapshot carries them. */
const WAVES_AT_MOST = 100;

export type RoomRevocations = ReturnType<typeof createRoomRevocations>;

/** Revocations as MySQL keeps them, for as long as any place that they end could be shown. */
export function createRoomRevocations({ knex }: { knex: Knex }) {
  return {
    /** Writes one down, with who did it. One at a time, so that none is seen after a later one. */
    add(room: string, revocation: NewRevocation, actor: Actor): Promise<Revocation> {
      return inTransaction(knex, async (trx) => {
        await findRoom(trx, room, 'locked');
        if (revocation.numbers !== null && revocation.epoch === null) {
          await refuseTooMany(trx, room);
        }
        const { id } = await RoomRevocation.query(trx).insert({
          room,
          placeId: revocation.placeId,
          numberFrom: revocation.numbers?.from ?? null,
          numberTo: revocation.numbers?.to ?? null,
          epoch: revocation.epoch,
          priorityTo: revocation.priorityTo,
          draw: revocation.openDraw?.draw ?? null,
          tickets: revocation.openDraw?.tickets ?? null,
        });
        const detail = { revocationId: id, ...revocation };
        await recordAudit(trx, { ...actor, action: 'room.revoke', target: room, detail });
        return { id, ...revocation };
      });
    },

    /**
     * The old id of a place that has moved to another browser. It ends like a revoked one, also after Redis has lost
     * its memory; no operator said so, and the audit log has nothing of it.
     */
    async addMoved(room: string, placeId: string): Promise<void> {
      await inTransaction(knex, async (trx) => {
        await findRoom(trx, room, 'locked');
        await RoomRevocation.query(trx).insert({ room, placeId });
      });
    },

    /** Those in force that came after `serial`, oldest first. */
    async after(room: string, serial: number): Promise<Revocation[]> {
      const rows = await inForce(knex, room).where('id', '>', serial).orderBy('id');
      return rows.map(readRevocation);
    },

    /** Asked while Redis, which else judges it, is away. */
    async covers({ room, id, lane, number }: Place): Promise<boolean> {
      const [inMain, inPriority] = lane === 'main' ? [number, null] : [null, number];
      const rows = await inForce(knex, room).where((either) =>
        either
          .where({ placeId: id })
          .orWhere((wave) => wave.where('numberFrom', '<=', inMain).where('numberTo', '>=', inMain))
          .orWhere('priorityTo', '>=', inPriority),
      );
      return rows.length > 0;
    },
  };
}

/**
 * What a body asks for, in numbers that have been given: a wave never reaches visitors who are still to
 * come, and everybody are the numbers given so far.
 */
export function newRevocation(
  body: RevocationBody,
  now: Pick<RoomSnapshot, 'epoch' | 'issued' | 'priority' | 'openDraw'> | undefined,
): NewRevocation {
  if ('placeId' in body) {
    return { ...REVOKES_NOBODY, placeId: body.placeId };
  }
  if (now === undefined) {
    throw new AppError('room_unavailable', 'Redis, which knows the numbers, cannot be asked.');
  }
  if ('numbers' in body) {
    const { from, to } = body.numbers;
    if (from > now.issued) {
      throw new AppError('invalid_input', `The last number given so far is ${now.issued}.`);
    }
    return { ...REVOKES_NOBODY, numbers: { from, to: Math.min(to, now.issued) } };
  }
  const { epoch, issued, priority, openDraw } = now;
  return {
    placeId: null,
    numbers: { from: 1, to: Math.max(1, issued) },
    epoch,
    priorityTo: priority.issued,
    openDraw: openDraw && { draw: openDraw.id, tickets: openDraw.tickets },
  };
}

function inForce(knex: Knex, room: string) {
  return RoomRevocation.query(knex)
    .where({ room })
    .where('createdAt', '>', knex.raw(`NOW(3) - INTERVAL ${PLACE_LIFETIME_SECONDS} SECOND`));
}

async function refuseTooMany(trx: Knex.Transaction, room: string): Promise<void> {
  const waves = await inForce(trx, room).whereNotNull('numberFrom').resultSize();
  if (waves >= WAVES_AT_MOST) {
    throw new AppError(
      'invalid_input',
      `The room has ${waves} revoked waves of the last day; revoke places, or the epoch.`,
    );
  }
}

function readRevocation(row: RoomRevocation): Revocation {
  const { id, placeId, numberFrom, numberTo, epoch, priorityTo, draw, tickets } = row;
  return {
    id,
    placeId,
    numbers: numberFrom === null || numberTo === null ? null : { from: numberFrom, to: numberTo },
    epoch,
    priorityTo: priorityTo ?? 0,
    openDraw: draw === null || tickets === null ? null : { draw, tickets },
  };
}
