import { selectRows } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { expireLapsed } from '../ending/expire-lapsed.ts';
import { FREE, LAPSED_RESERVATION } from '../free-seats.ts';

type WantedSeat = { seatNo: number; version?: number | undefined };

/** Seats that looked free, and the ended reservations that some of them may be taken from. */
export type Choice = {
  seats: { seatNo: number; sectionNo: number; version?: number | undefined }[];
  endedReservationIds: number[];
};

/**
 * Looks at the seats without a lock, so that most of those who are too late learn it at once and
 * without a write. Whether the others get them is decided by the conditional UPDATE alone.
 */
export async function chooseNamedSeats(
  trx: Knex.Transaction,
  scheduleId: number,
  wanted: WantedSeat[],
): Promise<Choice> {
  const found = await readSeats(
    trx,
    scheduleId,
    wanted.map(({ seatNo }) => seatNo),
  );
  const seats = wanted.map(({ seatNo, version }) => ({ seatNo, version, seen: found.get(seatNo) }));
  const unknown = seats.filter(({ seen }) => seen === undefined);
  if (unknown.length > 0) {
    const numbers = unknown.map(({ seatNo }) => seatNo);
    throw new AppError('invalid_input', `There is no seat ${numbers.join(', ')} on this date.`, {
      extra: { unknownSeats: numbers },
    });
  }
  const lost = seats.filter(({ version, seen }) => {
    return seen?.free !== 1 || (version !== undefined && version !== seen.version);
  });
  if (lost.length > 0) {
    throw seatsLost(lost.map(({ seatNo }) => seatNo));
  }
  const lapsed = new Set(seats.flatMap(({ seen }) => seen?.lapsedReservationId ?? []));
  return {
    seats: seats
      .map(({ seatNo, version, seen }) => ({ seatNo, version, sectionNo: seen?.sectionNo ?? 0 }))
      .sort((a, b) => a.seatNo - b.seatNo),
    endedReservationIds: await expireLapsed(trx, [...lapsed], 'wait'),
  };
}

export function seatsLost(seatNos: number[]): AppError {
  return new AppError('seat_unavailable', 'Someone else was faster.', {
    extra: { seats: seatNos.toSorted((a, b) => a - b) },
  });
}

type SeenSeat = {
  seatNo: number;
  sectionNo: number;
  version: number;
  free: 0 | 1;
  lapsedReservationId: number | null;
};

async function readSeats(trx: Knex.Transaction, scheduleId: number, seatNos: number[]) {
  const rows = await selectRows<SeenSeat>(
    trx,
    `SELECT seat_no, section_no, version, ${FREE} AS free,
            ${LAPSED_RESERVATION} AS lapsed_reservation_id
       FROM seat WHERE schedule_id = ? AND seat_no IN (?)`,
    [scheduleId, seatNos],
  );
  return new Map(rows.map((row) => [row.seatNo, row]));
}
