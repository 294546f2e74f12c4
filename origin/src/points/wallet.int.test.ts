import { inTransaction, LedgerEntry, Wallet } from '@frontrow/db';
import { MAX_BALANCE } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { auditMoneyAndSeats } from '../testing/money-and-seats-audit.ts';
import { requestBy, signUpBuyers } from '../testing/sale-fixture.ts';
import { settleAll, times } from '../testing/settle-all.ts';
import { useShop } from '../testing/use-shop.ts';
import { createCreditWallet } from './credit-wallet.ts';
import { createReadWallet } from './read-wallet.ts';

const used = useShop();
const buyer = async (balance = 0) => (await signUpBuyers(used.knex, 1, balance))[0] ?? 0;

describe('charging a wallet', () => {
  it('many times at once loses no point', async () => {
    const userId = await buyer();

    await settleAll(times(40, (n) => used.shop.chargeWallet(requestBy(userId), n + 1)));

    expect(await createReadWallet(used).balance(userId)).toBe(820);
    expect(await auditMoneyAndSeats(used.knex)).toEqual([]);
  });

  it('answers with the new balance and its entry', async () => {
    const userId = await buyer(500);

    const { status, body } = await used.shop.chargeWallet(requestBy(userId), 70);

    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({
      balance: 570,
      entry: { kind: 'CHARGE', amount: 70, balanceAfter: 570, reservationId: null, reason: null },
    });
  });

  it('stops at what a wallet may hold', async () => {
    const userId = await buyer(MAX_BALANCE - 5);

    await expect(used.shop.chargeWallet(requestBy(userId), 6)).rejects.toMatchObject({
      code: 'balance_limit_reached',
    });
    await expect(used.shop.chargeWallet(requestBy(userId), 5)).resolves.toMatchObject({
      status: 201,
    });
  });

  it('keeps the reason of a grant', async () => {
    const userId = await buyer();
    const grant = { userId, kind: 'GRANT', amount: 9, reason: 'a broken seat' } as const;

    await inTransaction(used.knex, (trx) => createCreditWallet()(trx, grant));

    expect(await LedgerEntry.query(used.knex).findOne({ userId })).toMatchObject(grant);
  });
});

describe('the history', () => {
  it('comes newest first, page by page, each entry once', async () => {
    const userId = await buyer();
    for (const amount of [1, 2, 3, 4, 5]) {
      await used.shop.chargeWallet(requestBy(userId), amount);
    }
    const wallet = createReadWallet(used);

    const first = await wallet.entries({ userId, limit: 2 });
    const second = await wallet.entries({ userId, limit: 2, cursor: first.nextCursor ?? '' });
    const third = await wallet.entries({ userId, limit: 2, cursor: second.nextCursor ?? '' });

    const amounts = [first, second, third].map(({ items }) => items.map(({ amount }) => amount));
    expect(amounts).toEqual([[5, 4], [3, 2], [1]]);
    expect(third.nextCursor).toBeNull();
  });

  it('refuses a cursor that it did not give', async () => {
    const page = createReadWallet(used).entries({ userId: await buyer(), limit: 2, cursor: 'xx' });

    await expect(page).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('the audit', () => {
  it('sees points that were lost because the wallet was read without its lock', async () => {
    const userId = await buyer();

    await settleAll(times(20, () => chargeWithoutLock(used.knex, userId)));

    const violated = (await auditMoneyAndSeats(used.knex)).map(({ check }) => check);
    expect(violated).toContain('I3 a balance is the sum of its ledger');
  });
});

/** The negative control: no FOR UPDATE. */
function chargeWithoutLock(knex: Knex, userId: number): Promise<void> {
  return inTransaction(knex, async (trx) => {
    const wallet = await Wallet.query(trx).findById(userId).throwIfNotFound();
    const balanceAfter = wallet.balance + 10;
    await wallet.$query(trx).patch({ balance: balanceAfter });
    await LedgerEntry.query(trx).insert({ userId, kind: 'CHARGE', amount: 10, balanceAfter });
  });
}
