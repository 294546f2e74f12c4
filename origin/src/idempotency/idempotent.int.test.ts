import { setTimeout as sleep } from 'node:timers/promises';
import { IdempotencyRecord, LedgerEntry, Wallet } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { createCreditWallet } from '../points/credit-wallet.ts';
import { requestBy, signUpBuyers } from '../testing/sale-fixture.ts';
import { settleAll, times } from '../testing/settle-all.ts';
import { useShop } from '../testing/use-shop.ts';
import type { IdempotentRequest } from './idempotent.ts';
import { createPruneIdempotency } from './prune-idempotency.ts';
import { createReplaySaved } from './replay-saved.ts';

const used = useShop();
const creditWallet = createCreditWallet();

const buyer = async () => (await signUpBuyers(used.knex, 1))[0] ?? 0;
const creditsOf = (userId: number) => LedgerEntry.query(used.knex).where({ userId }).resultSize();

function credit(request: IdempotentRequest) {
  return used.shop.idempotent(request, async (trx) => {
    const { userId } = request;
    const entry = await creditWallet(trx, { userId, kind: 'CHARGE', amount: 10 });
    return { status: 201, body: { entry: entry.id, text: 'é😀' } };
  });
}

describe('fifty requests with one key', () => {
  it('have one effect and one reply, the same byte for byte', async () => {
    const request = requestBy(await buyer());

    const { done } = await settleAll(times(50, () => credit(request)));

    expect(await creditsOf(request.userId)).toBe(1);
    expect(new Set(done.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('would have several if the record was looked for first and inserted later', async () => {
    const request = requestBy(await buyer());

    await settleAll(times(50, () => lookThenCredit(used.knex, request)));

    expect(await creditsOf(request.userId)).toBeGreaterThan(1);
  });

  it('are all refused, and never as broken, when their work is refused', async () => {
    const request = requestBy(await buyer());
    const refuse = () =>
      used.shop.idempotent(request, async () => {
        await sleep(5);
        throw new AppError('points_not_enough', 'No.');
      });

    const { done, refused } = await settleAll(times(50, refuse));

    expect(done).toEqual([]);
    const { points_not_enough: answered = 0, idempotency_in_flight: later = 0 } = refused;
    expect(answered + later).toBe(50);
    expect(answered).toBeGreaterThan(0);
  });
});

/** The negative control: SELECT, then INSERT. */
function lookThenCredit(knex: Knex, { userId, key }: IdempotentRequest): Promise<void> {
  return knex.transaction(async (trx) => {
    if (await IdempotencyRecord.query(trx).findById([userId, key])) return;
    await sleep(5);
    await creditWallet(trx, { userId, kind: 'CHARGE', amount: 10 });
    await trx.raw('INSERT IGNORE INTO idempotency_record VALUES (?, ?, ?, 201, ?, NOW(3))', [
      userId,
      key,
      Buffer.alloc(32),
      '{}',
    ]);
  });
}

describe('a key', () => {
  it('belongs to one request: another body or path is refused and changes nothing', async () => {
    const request = requestBy(await buyer());
    await credit({ ...request, body: { amount: 10 } });

    for (const other of [{ body: { amount: 11 } }, { path: '/other', body: { amount: 10 } }]) {
      await expect(credit({ ...request, ...other })).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
    }
    expect(await creditsOf(request.userId)).toBe(1);
  });

  it('belongs to one user: the same key of another one is another request', async () => {
    const [first, second] = [requestBy(await buyer()), requestBy(await buyer())];
    await credit(first);

    const reply = await credit({ ...first, userId: second.userId });

    expect(reply.replayed).toBe(false);
    expect(await creditsOf(second.userId)).toBe(1);
  });

  it('may be tried again after a refusal, which leaves no trace', async () => {
    const request = requestBy(await buyer());
    const refused = used.shop.idempotent(request, async (trx) => {
      await creditWallet(trx, { userId: request.userId, kind: 'CHARGE', amount: 10 });
      throw new AppError('sales_closed', 'No.');
    });

    await expect(refused).rejects.toMatchObject({ code: 'sales_closed' });
    expect(await creditsOf(request.userId)).toBe(0);
    await expect(credit(request)).resolves.toMatchObject({ status: 201, replayed: false });
  });

  it('that is worked on for longer than a lock wait is told to come again', async () => {
    const request = requestBy(await buyer());
    const slow = used.shop.idempotent(request, async () => {
      await sleep(4_500);
      return { status: 200, body: {} };
    });
    await sleep(200);

    await expect(credit(request)).rejects.toMatchObject({
      code: 'idempotency_in_flight',
      retryAfterSeconds: 1,
    });
    await expect(slow).resolves.toMatchObject({ replayed: false });
    await expect(createReplaySaved(used)(request)).resolves.toMatchObject({ status: 200 });
    expect(await Wallet.query(used.knex).findById(request.userId)).toMatchObject({ balance: 0 });
  });

  it('is forgotten after a day, not before', async () => {
    const [old, young] = [requestBy(await buyer()), requestBy(await buyer())];
    await Promise.all([credit(old), credit(young)]);
    const age = (hours: number, { userId }: IdempotentRequest) =>
      used.knex.raw(
        'UPDATE idempotency_record SET created_at = NOW(3) - INTERVAL ? HOUR WHERE user_id = ?',
        [hours, userId],
      );
    await Promise.all([age(25, old), age(23, young)]);

    expect(await createPruneIdempotency(used)()).toBe(1);
    await expect(credit(young)).resolves.toMatchObject({ replayed: true });
  });
});
