import { MAIN_ROOM } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { Concert } from '../models/concert.ts';
import { RoomSettingsRow } from '../models/room.ts';
import { User } from '../models/user.ts';
import { hashPassword } from '../password-hash.ts';
import { inTransaction } from '../transaction.ts';
import { isProduction } from './config.ts';
import { type Credentials, DEMO_AUDIENCE, DEMO_BUYERS, DEMO_OPERATOR } from './demo-accounts.ts';
import { sellSeats } from './demo-sales.ts';
import { createRandom } from './random.ts';
import { seedCatalog } from './seed-catalog.ts';
import { seedSales } from './seed-sales.ts';

export type DemoData = {
  /** False when there were concerts already: then nothing was changed. */
  seeded: boolean;
  buyers: Credentials[];
  operator: Credentials;
};

const SEED = 20_261_122;
/** Two orders of the first demo buyer, so that there is a ticket to look at. */
const ORDERS_OF_FIRST_BUYER = [3, 40];

/**
 * Fills an empty database with a shop worth looking at; the same each time, but for the dates, which
 * count from today. Its passwords are public, so it refuses to run in production.
 */
export async function seedDemo(knex: Knex): Promise<DemoData> {
  if (isProduction()) {
    throw new Error('Demo data has public passwords: it is not for NODE_ENV=production.');
  }
  const passwordHash = await hashPassword(DEMO_OPERATOR.password);
  const seeded = await inTransaction(knex, async (trx) => {
    await lockMainRoom(trx);
    if ((await Concert.query(trx).select('id').first()) !== undefined) {
      return false;
    }
    await fill(trx, passwordHash);
    return true;
  });
  return { seeded, buyers: DEMO_BUYERS.map(credentials), operator: credentials(DEMO_OPERATOR) };
}

/** The lock between two seeds at one time: the second waits here until the first is done. */
async function lockMainRoom(trx: Knex.Transaction): Promise<void> {
  await RoomSettingsRow.query(trx).findById(MAIN_ROOM).forUpdate().throwIfNotFound();
}

async function fill(trx: Knex.Transaction, passwordHash: string): Promise<void> {
  const now = await readNow(trx);
  const random = createRandom(SEED);
  const dates = await seedCatalog(trx, now);
  const { buyerIds, audienceIds } = await seedUsers(trx, passwordHash);
  const orders = sellSeats(dates, audienceIds, random);
  const [firstBuyer = 0] = buyerIds;
  for (const index of ORDERS_OF_FIRST_BUYER) {
    const order = orders[index];
    if (order !== undefined) {
      order.userId = firstBuyer;
    }
  }
  const opening = new Map(
    DEMO_BUYERS.map(({ points }, index) => [buyerIds[index] ?? 0, points] as const),
  );
  await seedSales(trx, { orders, opening, userIds: [...buyerIds, ...audienceIds], now });
}

async function seedUsers(trx: Knex.Transaction, passwordHash: string) {
  const people = [
    { ...DEMO_OPERATOR, role: 'operator' as const },
    ...DEMO_BUYERS.map((buyer) => ({ ...buyer, role: 'buyer' as const })),
    ...DEMO_AUDIENCE.map((guest) => ({ ...guest, role: 'buyer' as const })),
  ];
  await trx(User.tableName).insert(
    people.map(({ email, name, role }) => ({ email, name, role, passwordHash })),
  );
  const idsOf = async (accounts: { email: string }[]): Promise<number[]> =>
    trx(User.tableName)
      .whereIn(
        'email',
        accounts.map(({ email }) => email),
      )
      .orderBy('id')
      .pluck('id');
  const [operatorId = 0] = await idsOf([DEMO_OPERATOR]);
  await trx('wallet').insert({ userId: operatorId, balance: 0 });
  return { buyerIds: await idsOf(DEMO_BUYERS), audienceIds: await idsOf(DEMO_AUDIENCE) };
}

async function readNow(trx: Knex.Transaction): Promise<Date> {
  const [rows] = (await trx.raw('SELECT NOW(3) AS now')) as [{ now: Date }[]];
  const now = rows[0]?.now;
  if (now === undefined) {
    throw new Error('The database did not tell the time.');
  }
  return now;
}

function credentials({ email, password }: Credentials): Credentials {
  return { email, password };
}
