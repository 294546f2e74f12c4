import { createHash, randomBytes } from 'node:crypto';
import { LedgerEntry, Login, Schedule, Seat, User, Wallet } from '@frontrow/db';
import type { Place } from '@frontrow/protocol';
import type { ShopUnderBench } from '../bench-stack.ts';
import { calledPlaces } from '../measuring/signed-shots.ts';

/** A buyer of its own, a place, and a free seat: enough for one hold and one payment, ours or bare. */
export type Purchase = {
  place: Place;
  userId: number;
  token: string;
  scheduleId: number;
  seatNo: number;
};

export type Seats = { scheduleId: number; seatNo: number }[];

export type Purchases = Awaited<ReturnType<typeof openPurchases>>;

const BALANCE = 10_000_000;

/** Hands out each free seat of the shop once, or each of those given. */
export async function openPurchases(stack: ShopUnderBench, given?: Seats) {
  const seats = given ?? (await freeSeats(stack));

  return {
    next: (count: number) => make(seats.splice(0, count), count),
    /** One whose numbers are those of nothing else that a statement names. */
    async sample(): Promise<Purchase> {
      const at = seats.findLastIndex(({ scheduleId, seatNo }) => {
        return scheduleId !== seatNo && ![scheduleId, seatNo].some(isCommon);
      });
      const [purchase] = await make(seats.splice(at, 1), 1);
      if (purchase === undefined) {
        throw new Error('No seat is left to learn from.');
      }
      return purchase;
    },
  };

  async function make(taken: Seats, count: number): Promise<Purchase[]> {
    if (taken.length < count) {
      throw new Error('The shop has no more free seats: ask for fewer seconds.');
    }
    const [places, buyers] = [await calledPlaces(stack, count), await signUp(stack, count)];
    return taken.map((seat, index) => {
      const place = places[index];
      const buyer = buyers[index];
      if (place === undefined || buyer === undefined) {
        throw new Error('A purchase needs a place and a buyer.');
      }
      return { ...seat, ...buyer, place };
    });
  }
}

/** A status, a number of seconds, or a small number that may be anything. */
function isCommon(number: number): boolean {
  return number < 10 || [200, 201, 300].includes(number);
}

/** In turn over all dates, so that neighbours are seldom bought at one moment. */
async function freeSeats({ knex }: ShopUnderBench): Promise<Seats> {
  return knex(Seat.tableName)
    .join(Schedule.tableName, 'schedule.id', 'seat.scheduleId')
    .where('seat.status', 'AVAILABLE')
    .where('schedule.startsAt', '>', new Date(Date.now() + 86_400_000))
    .orderBy(['seat.seatNo', 'seat.scheduleId'])
    .select('seat.scheduleId', 'seat.seatNo');
}

async function signUp({ knex }: ShopUnderBench, count: number) {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const emails = tokens.map((token) => `${token}@bench.example`.toLowerCase());
  const rows = emails.map((email) => ({ email, passwordHash: 'never used', name: 'Bench' }));
  await knex.batchInsert(User.tableName, rows, 500);
  const users = await knex(User.tableName).whereIn('email', emails).select('id', 'email');
  const ids = new Map(users.map(({ id, email }) => [String(email), Number(id)]));
  const buyers = tokens.map((token, index) => ({
    token,
    userId: ids.get(emails[index] ?? '') ?? 0,
  }));
  const wallets = buyers.map(({ userId }) => ({ userId, balance: BALANCE }));
  await knex.batchInsert(Wallet.tableName, wallets, 500);
  // The audit asks of every balance where it came from.
  const charges = buyers.map(({ userId }) => ({
    userId,
    kind: 'CHARGE',
    amount: BALANCE,
    balanceAfter: BALANCE,
  }));
  await knex.batchInsert(LedgerEntry.tableName, charges, 500);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const logins = buyers.map(({ userId, token }) => ({
    userId,
    tokenHash: tokenHash(token),
    expiresAt,
  }));
  await knex.batchInsert(Login.tableName, logins, 500);
  return buyers;
}

/** As the origin looks a login up. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
