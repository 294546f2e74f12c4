import { DEFAULT_ROOM_SETTINGS } from '@frontrow/protocol';
import { verify } from '@node-rs/argon2';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKnex } from '../connect.ts';
import { RoomSettingsRow } from '../models/room.ts';
import { User } from '../models/user.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { DEMO_BUYERS } from './demo-accounts.ts';
import { seedDemo, type DemoData } from './seed-demo.ts';

let database: TestDatabase;
let knex: Knex;
let demo: DemoData;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  demo = await seedDemo(knex);
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});
afterEach(() => vi.unstubAllEnvs());

describe('seedDemo', () => {
  it('makes thirty concerts in five halls, one of them with 3,000 seats', async () => {
    expect(demo.seeded).toBe(true);
    expect(await count('SELECT id FROM concert')).toBe(30);
    expect(await count('SELECT id FROM venue')).toBe(5);
    expect(await count('SELECT id FROM layout WHERE seat_count = 3000')).toBe(1);
    expect(await count('SELECT id FROM schedule WHERE starts_at <= NOW(3)')).toBe(0);
  });

  it('gives every date a price for each section and a row for each seat of its hall', async () => {
    expect(
      await count(
        `SELECT schedule.id FROM schedule
           JOIN section ON section.layout_id = schedule.layout_id
           LEFT JOIN schedule_price AS price
             ON price.schedule_id = schedule.id AND price.section_no = section.section_no
          WHERE price.price IS NULL OR price.price = 0`,
      ),
    ).toBe(0);
    expect(
      await count(
        `SELECT schedule.id FROM schedule JOIN layout ON layout.id = schedule.layout_id
          WHERE layout.seat_count <>
                (SELECT COUNT(*) FROM seat WHERE seat.schedule_id = schedule.id)`,
      ),
    ).toBe(0);
    expect(
      await count(
        `SELECT seat.seat_no FROM seat JOIN schedule ON schedule.id = seat.schedule_id
           JOIN section ON section.layout_id = schedule.layout_id
                       AND section.section_no = seat.section_no
          WHERE seat.seat_no < section.first_seat_no
             OR seat.seat_no >= section.first_seat_no + section.seat_count`,
      ),
    ).toBe(0);
  });

  it('sells one date out and leaves a few seats of others', async () => {
    const dates = (await rows(
      `SELECT SUM(status = 'SOLD') AS sold, COUNT(*) AS seats FROM seat GROUP BY schedule_id`,
    )) as { sold: string; seats: number }[];
    const shares = dates.map(({ sold, seats }) => Number(sold) / seats);

    expect(shares.filter((share) => share === 1)).toHaveLength(1);
    expect(shares.filter((share) => share > 0.9 && share < 1).length).toBeGreaterThan(0);
    expect(shares.filter((share) => share < 0.5).length).toBeGreaterThan(40);
  });

  it('explains every sold seat by one paid reservation with a ticket', async () => {
    expect(
      await count(
        `SELECT seat.seat_no FROM seat
           LEFT JOIN reservation_seat AS bought ON bought.schedule_id = seat.schedule_id
             AND bought.seat_no = seat.seat_no AND bought.live = 1
           LEFT JOIN reservation ON reservation.id = bought.reservation_id
          WHERE (seat.status = 'SOLD') <> (reservation.status IS NOT NULL)
             OR seat.reservation_id <> reservation.id OR reservation.status <> 'CONFIRMED'`,
      ),
    ).toBe(0);
    expect(
      await count(
        `SELECT reservation.id FROM reservation
          WHERE amount <> (SELECT SUM(price) FROM reservation_seat AS bought
                            WHERE bought.reservation_id = reservation.id)`,
      ),
    ).toBe(0);
  });

  it('charges each reservation once', async () => {
    expect(
      await count(
        `SELECT reservation.id FROM reservation
           LEFT JOIN ledger ON ledger.reservation_id = reservation.id AND ledger.kind = 'PAYMENT'
          WHERE ledger.amount IS NULL OR ledger.amount <> -1 * CAST(reservation.amount AS SIGNED)
             OR ledger.user_id <> reservation.user_id`,
      ),
    ).toBe(0);
  });

  it('keeps every balance the sum of its ledger', async () => {
    expect(await count('SELECT id FROM user')).toBe(await count('SELECT user_id FROM wallet'));
    expect(
      await count(
        `SELECT user_id FROM wallet WHERE balance <>
           (SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE ledger.user_id = wallet.user_id)`,
      ),
    ).toBe(0);
  });

  it('stays within the seat limit of every date', async () => {
    expect(
      await count(
        `SELECT reservation.user_id FROM reservation
           JOIN reservation_seat AS bought ON bought.reservation_id = reservation.id
           JOIN schedule ON schedule.id = reservation.schedule_id
          GROUP BY reservation.user_id, reservation.schedule_id
         HAVING COUNT(*) > MAX(schedule.seat_limit)`,
      ),
    ).toBe(0);
  });

  it('gives credentials that work, buyers with points and an operator', async () => {
    const operator = await User.query(knex).findOne({ email: demo.operator.email });
    expect(operator?.role).toBe('operator');
    expect(await verify(operator?.passwordHash ?? '', demo.operator.password)).toBe(true);
    expect(demo.buyers).toHaveLength(DEMO_BUYERS.length);
    for (const { email } of demo.buyers) {
      expect(email).toMatch(/\.example$/);
      const [wallet] = await rows(
        `SELECT balance FROM wallet JOIN user ON user.id = wallet.user_id WHERE email = '${email}'`,
      );
      expect(wallet).toMatchObject({ balance: expect.any(Number) });
    }
  });

  it('leaves the main room with the default settings', async () => {
    const main = await RoomSettingsRow.query(knex).findById('main');
    expect({ ...DEFAULT_ROOM_SETTINGS, ...main?.settings }).toEqual(DEFAULT_ROOM_SETTINGS);
  });

  it('does nothing when there are concerts', async () => {
    const before = await count('SELECT id FROM ledger');

    expect(await seedDemo(knex)).toMatchObject({ seeded: false });
    expect(await count('SELECT id FROM ledger')).toBe(before);
  });

  it('refuses to run in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');

    await expect(seedDemo(knex)).rejects.toThrow(/production/);
  });
});

describe('two seeds at one time', () => {
  it('fill the database once', async () => {
    const other = await createTestDatabase();
    const otherKnex = createKnex(other.databaseUrl);
    try {
      const both = await Promise.all([seedDemo(otherKnex), seedDemo(otherKnex)]);

      expect(both.filter(({ seeded }) => seeded)).toHaveLength(1);
    } finally {
      await otherKnex.destroy();
      await other.drop();
    }
  });
});

async function rows(sql: string): Promise<unknown[]> {
  const [found] = (await knex.raw(sql)) as [unknown[]];
  return found;
}

async function count(sql: string): Promise<number> {
  return (await rows(sql)).length;
}
