import { inTransaction } from '@frontrow/db';
import type { Knex } from 'knex';
import { spent } from './queue-arrivals.ts';
import { callsAllowed, creditOf, FLOW_SECONDS } from './queue-pace.ts';
import {
  countEntries,
  ENTRIES,
  frontOfLine,
  lockRoom,
  PLACE,
  ROOM,
  type RoomRow,
} from './queue-rows.ts';

const MOST_AT_ONCE = 1000;
const KEPT_SECONDS = 120;

/** One tick: ends what time has ended, then calls the lowest numbers. A second one at the same time finds nothing left. */
export function createQueueAdvance({ knex }: { knex: Knex }) {
  return function advance(room: string) {
    return inTransaction(knex, async (trx) => {
      const row = await expire(trx, await lockRoom(trx, room));
      const [minute, flow] = [
        await countEntries(trx, row),
        await countEntries(trx, row, FLOW_SECONDS),
      ];
      const allowed = Math.min(callsAllowed(row, { minute, flow }), row.waiting, MOST_AT_ONCE);
      const called = allowed < 1 ? 0 : await callNext(trx, row, allowed);
      return {
        kind: 'ok' as const,
        called,
        numbering: null,
        hasMore: called >= MOST_AT_ONCE,
      };
    });
  };
}

async function callNext(trx: Knex.Transaction, row: RoomRow, allowed: number): Promise<number> {
  const { room, now, settings } = row;
  const next = await frontOfLine(trx, room, allowed);
  const numbers = next.map(({ number }) => number);
  await trx(PLACE)
    .where({ room })
    .whereIn('number', numbers)
    .update({ state: 'called', untilMs: now + settings.claim_seconds * 1000, calledAt: now });
  await trx(ROOM)
    .where({ room })
    .update({
      waiting: row.waiting - numbers.length,
      called: row.called + numbers.length,
      calledUpTo: Math.max(row.calledUpTo, numbers.at(-1) ?? 0),
      ...spent(creditOf(row) - numbers.length, now),
    });
  return numbers.length;
}

async function expire(trx: Knex.Transaction, row: RoomRow): Promise<RoomRow> {
  const { room, now, settings } = row;
  const over = async (state: string) => {
    // Whoever is just being renewed is not waited for: it has not expired.
    const found: { number: number }[] = await trx(PLACE)
      .where({ room, state })
      .where('untilMs', '<=', now)
      .limit(MOST_AT_ONCE)
      .select('number')
      .forUpdate()
      .skipLocked();
    return found.map(({ number }) => number);
  };
  const ended = await over('active');
  const missed = await over('called');
  const forgotten = await over('lapsed');
  const gone = [...ended, ...forgotten];
  if (gone.length > 0) {
    await trx(PLACE).where({ room }).whereIn('number', gone).delete();
  }
  if (missed.length > 0) {
    const untilMs = now + settings.return_seconds * 1000;
    await trx(PLACE)
      .where({ room })
      .whereIn('number', missed)
      .update({ state: 'lapsed', untilMs, hasCome: false });
  }
  await trx(ENTRIES)
    .where({ room })
    .where('second', '<', Math.floor(now / 1000) - KEPT_SECONDS)
    .delete();
  const after = {
    active: row.active - ended.length,
    called: row.called - missed.length,
    noShow: row.noShow + missed.length,
  };
  if (ended.length + missed.length > 0) {
    await trx(ROOM).where({ room }).update(after);
  }
  return { ...row, ...after };
}
