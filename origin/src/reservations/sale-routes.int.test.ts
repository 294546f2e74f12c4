import { randomUUID } from 'node:crypto';
import { LedgerEntry, User } from '@frontrow/db';
import {
  IDEMPOTENCY_KEY_HEADER,
  IDEMPOTENCY_REPLAYED_HEADER,
  chargeReply,
  ledgerPage,
  paymentReply,
  reservationPage,
  reservationView,
  ROOM_COMPLETED_HEADER,
  ticketPage,
  ticketView,
} from '@frontrow/protocol';
import type { Express, RequestHandler } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRouteApp } from '../testing/route-app.ts';
import { openSale, signUpBuyers } from '../testing/sale-fixture.ts';
import { moveHoldEnd } from '../testing/sale-steps.ts';
import { useShop } from '../testing/use-shop.ts';
import { wireSale } from '../wiring/wire-sale.ts';

const used = useShop();
let app: Express;
let scheduleId: number;

/** Who asks is told by a header here; logins have tests of their own. */
const authenticate: RequestHandler = async (req, res, next) => {
  const id = Number(req.get('x-test-user') ?? 0);
  res.locals['user'] = await User.query(used.knex).findById(id);
  next();
};

beforeAll(async () => {
  const { shop, afterSale } = wireSale({
    knex: used.knex,
    logger: pino({ level: 'silent' }),
    holdSeconds: 300,
    authenticate,
    invalidateSchedule: () => {},
    rooms: { leave: () => Promise.resolve() },
  });
  app = createRouteApp(afterSale, authenticate, ...shop);
  scheduleId = await openSale(used.knex, { rows: 10, seatsPerRow: 20, price: 50 });
});

const buyer = async (balance = 0) => (await signUpBuyers(used.knex, 1, balance))[0] ?? 0;

function ask(method: 'get' | 'post' | 'delete', path: string, userId: number) {
  return request(app)[method](path).set('x-test-user', String(userId));
}

function post(path: string, userId: number, key: string = randomUUID()) {
  return ask('post', path, userId).set(IDEMPOTENCY_KEY_HEADER, key);
}

// Far from where the best ones are.
let nextSeat = 100;
async function hold(userId: number) {
  nextSeat += 1;
  const reply = await post(`/schedules/${scheduleId}/reservations`, userId).send({
    seats: [{ seatNo: nextSeat }],
  });
  return reservationView.parse(reply.body);
}

describe('holding', () => {
  it('answers 201 with the reservation, and the same again to the same key', async () => {
    const userId = await buyer();
    const key = randomUUID();
    const body = { bestAvailable: { sectionNo: 1, count: 2 } };
    const send = () => post(`/schedules/${scheduleId}/reservations`, userId, key).send(body);

    const [first, second] = [await send(), await send()];

    expect(first.status).toBe(201);
    expect(reservationView.parse(first.body).seats).toHaveLength(2);
    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(first.headers).not.toHaveProperty(IDEMPOTENCY_REPLAYED_HEADER);
    expect(second.headers).toHaveProperty(IDEMPOTENCY_REPLAYED_HEADER, 'true');
  });

  it.each([
    ['no key', {}, { seats: [{ seatNo: 1 }] }, 'idempotency_key_missing'],
    [
      'a short key',
      { [IDEMPOTENCY_KEY_HEADER]: 'short' },
      { seats: [{ seatNo: 1 }] },
      'invalid_input',
    ],
    ['no seats', undefined, { seats: [] }, 'invalid_input'],
    [
      'nine seats',
      undefined,
      { seats: Array.from({ length: 9 }, (_s, k) => ({ seatNo: k + 1 })) },
      'invalid_input',
    ],
    ['a seat twice', undefined, { seats: [{ seatNo: 1 }, { seatNo: 1 }] }, 'invalid_input'],
    ['an unknown member', undefined, { seats: [{ seatNo: 1 }], price: 1 }, 'invalid_input'],
    ['an unknown seat', undefined, { seats: [{ seatNo: 4_000 }] }, 'invalid_input'],
  ])('refuses %s', async (_what, headers, body, code) => {
    const reply = await ask('post', `/schedules/${scheduleId}/reservations`, await buyer())
      .set(headers ?? { [IDEMPOTENCY_KEY_HEADER]: randomUUID() })
      .send(body);

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ code });
  });

  it('refuses whoever is not logged in, and schedules that do not exist', async () => {
    const body = { seats: [{ seatNo: 1 }] };

    const stranger = await post(`/schedules/${scheduleId}/reservations`, 0).send(body);
    const nowhere = await post('/schedules/999999/reservations', await buyer()).send(body);

    expect([stranger.status, nowhere.status]).toEqual([401, 404]);
  });
});

describe('own reservations', () => {
  it('come newest first, page by page, without those of others', async () => {
    const userId = await buyer();
    const ids = [(await hold(userId)).id, (await hold(userId)).id, (await hold(userId)).id];
    await hold(await buyer());

    const first = reservationPage.parse((await ask('get', '/reservations?limit=2', userId)).body);
    const cursor = first.nextCursor ?? '';
    const second = await ask('get', `/reservations?limit=2&cursor=${cursor}`, userId);
    const rest = reservationPage.parse(second.body);

    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.nextCursor).toBeNull();
  });

  it('are read and released as often as one likes', async () => {
    const userId = await buyer();
    const { id } = await hold(userId);

    const read = await ask('get', `/reservations/${id}`, userId);
    const released = await ask('delete', `/reservations/${id}`, userId);
    const again = await ask('delete', `/reservations/${id}`, userId);

    expect(reservationView.parse(read.body).status).toBe('PENDING');
    expect(reservationView.parse(released.body).status).toBe('RELEASED');
    expect([again.status, reservationView.parse(again.body).status]).toEqual([200, 'RELEASED']);
  });

  it('do not exist for anybody else, whatever is tried', async () => {
    const { id } = await hold(await buyer());
    const other = await buyer(1_000);

    const replies = [
      await ask('get', `/reservations/${id}`, other),
      await ask('delete', `/reservations/${id}`, other),
      await post(`/reservations/${id}/payment`, other),
    ];

    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await LedgerEntry.query(used.knex).where({ userId: other, kind: 'PAYMENT' })).toEqual(
      [],
    );
  });
});

describe('paying', () => {
  it('gives a ticket that its holder alone can read afterwards', async () => {
    const userId = await buyer(80);
    const { id } = await hold(userId);

    const reply = await post(`/reservations/${id}/payment`, userId);
    const { ticket, balance } = paymentReply.parse(reply.body);
    const listed = ticketPage.parse((await ask('get', '/tickets', userId)).body);
    const shown = await ask('get', `/tickets/${ticket.code.toLowerCase()}`, userId);
    const stranger = await ask('get', `/tickets/${ticket.code}`, await buyer());

    expect([reply.status, balance]).toEqual([201, 30]);
    expect(listed.items).toEqual([ticket]);
    expect(ticketView.parse(shown.body)).toEqual(ticket);
    expect(stranger.status).toBe(404);
    // Without a place there is nothing to complete.
    expect(reply.headers).not.toHaveProperty(ROOM_COMPLETED_HEADER);
  });

  it('replays its reply to whoever lost it, even after the place has ended', async () => {
    const userId = await buyer(80);
    const { id } = await hold(userId);
    const key = randomUUID();
    const first = await post(`/reservations/${id}/payment`, userId, key);

    const again = await post(`/reservations/${id}/payment`, userId, key);
    const otherKey = await post(`/reservations/${id}/payment`, userId);

    expect(again.text).toBe(first.text);
    expect(again.headers).toHaveProperty(IDEMPOTENCY_REPLAYED_HEADER, 'true');
    expect([otherKey.status, otherKey.body]).toMatchObject([
      409,
      { code: 'reservation_not_pending' },
    ]);
  });

  it('refuses too few points with both numbers, and a hold that is over', async () => {
    const userId = await buyer(20);
    const [poor, late] = [await hold(userId), await hold(userId)];
    await moveHoldEnd(used.knex, late.id, -1);

    const tooFew = await post(`/reservations/${poor.id}/payment`, userId);
    const tooLate = await post(`/reservations/${late.id}/payment`, userId);

    expect(tooFew.body).toMatchObject({ code: 'points_not_enough', balance: 20, needed: 50 });
    expect(tooLate.body).toMatchObject({ code: 'hold_expired' });
    expect([tooFew.status, tooLate.status]).toEqual([409, 409]);
  });
});

describe('the wallet', () => {
  it('is charged, shows its balance and its history', async () => {
    const userId = await buyer();
    const charged = await post('/wallet/charges', userId).send({ amount: 500 });

    expect([charged.status, chargeReply.parse(charged.body).balance]).toEqual([201, 500]);
    expect((await ask('get', '/wallet', userId)).body).toEqual({ balance: 500 });
    expect(ledgerPage.parse((await ask('get', '/wallet/entries', userId)).body).items).toEqual([
      chargeReply.parse(charged.body).entry,
    ]);
  });

  it.each([0, -5, 1.5, 2_000_001, '5', null])('refuses a charge of %j', async (amount) => {
    const reply = await post('/wallet/charges', await buyer()).send({ amount });

    expect(reply.body).toMatchObject({ code: 'invalid_input' });
  });

  it('refuses a key that was used for another amount', async () => {
    const userId = await buyer();
    const key = randomUUID();
    await post('/wallet/charges', userId, key).send({ amount: 5 });

    const reply = await post('/wallet/charges', userId, key).send({ amount: 6 });

    expect([reply.status, reply.body]).toMatchObject([422, { code: 'idempotency_key_reused' }]);
    expect((await ask('get', '/wallet', userId)).body).toEqual({ balance: 5 });
  });
});
