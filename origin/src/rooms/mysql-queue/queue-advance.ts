import { inTransaction } from '@frontrow/db';
import type { Knex } from 'knex';
import { spent } from './queue-arrivals.ts';
import { callsAllowed, creditOf } from './queue-pace.ts';
import { frontOfLine, lockRoom, PLACE, ROOM, type RoomRow } from './queue-rows.ts';

const MOST_AT_ONCE = 1000;

/** Sessions and calls end by their time whoever looks; how soon their slots are free again is up to this. */
const SWEEP_EACH_MS = 900;

/** One tick: ends what time has ended, then calls the lowest numbers. A second one at the same time finds nothing left. */
export function createQueueAdvance({ knex }: { knex: Knex }) {
  const sweptAt = new Map<string, number>();

  function isSweepDue(room: string): boolean {
    const isDue = performance.now() - (sweptAt.get(room) ?? -Infinity) >= SWEEP_EACH_MS;
    if (isDue) {
      sweptAt.set(room, performance.now());
    }
    return isDue;
  }

  return function advance(room: string) {
    return inTransaction(knex, async (trx) => {
      const locked = await lockRoom(trx, room);
      const row = isSweepDue(room) ? await expire(trx, locked) : locked;
      const allowed = Math.min(callsAllowed(row), row.waiting, MOST_AT_ONCE);
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
