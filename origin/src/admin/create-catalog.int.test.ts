import { randomUUID } from 'node:crypto';
import { AuditLogEntry } from '@frontrow/db';
import { concertDetail, createdSchedules, venueView } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, openAdminApp } from '../testing/admin-app.ts';

const DAY_MS = 86_400_000;

let admin: AdminApp;

beforeAll(async () => {
  admin = await openAdminApp();
});
afterAll(() => admin.close());

describe('a venue', () => {
  it('is made with its layout, and the log says by whom', async () => {
    const response = await admin.post('/venues', {
      name: 'New Hall',
      city: 'Jeju',
      sections: [
        { name: 'Floor', rows: 2, seatsPerRow: 5 },
        { name: 'Balcony', rows: 1, seatsPerRow: 4 },
      ],
    });

    expect(response.status).toBe(201);
    const venue = venueView.parse(response.body);
    expect(venue).toMatchObject({ name: 'New Hall', city: 'Jeju', seatCount: 14 });
    expect(venue.sections[1]).toMatchObject({ name: 'Balcony', firstSeatNo: 11, seatCount: 4 });
    const layout = await request(admin.shop).get(`/layouts/${venue.layoutId}`);
    expect(layout.body).toMatchObject({ venueId: venue.id, seatCount: 14 });
    expect(await newestEntry()).toMatchObject({
      actorId: admin.operator.id,
      action: 'venue.create',
      target: `venue/${venue.id}`,
    });
  });

  it('keeps its name and city for itself; a refused one leaves no trace in the log', async () => {
    const venue = {
      name: 'Twice',
      city: 'Jeju',
      sections: [{ name: 'A', rows: 1, seatsPerRow: 1 }],
    };
    await admin.post('/venues', venue);
    const entries = await AuditLogEntry.query(admin.knex).resultSize();

    expect((await admin.post('/venues', venue)).body).toMatchObject({
      status: 409,
      code: 'name_taken',
    });
    expect((await admin.post('/venues', { ...venue, city: 'Ulsan' })).status).toBe(201);
    expect(await AuditLogEntry.query(admin.knex).resultSize()).toBe(entries + 1);
  });

  it.each([
    ['no section', []],
    [
      'two sections of one name',
      [
        { name: 'A', rows: 1, seatsPerRow: 1 },
        { name: 'A', rows: 1, seatsPerRow: 1 },
      ],
    ],
    ['too many seats', ['A', 'B', 'C'].map((name) => ({ name, rows: 200, seatsPerRow: 200 }))],
    ['a row of nothing', [{ name: 'A', rows: 1, seatsPerRow: 0 }]],
  ])('is refused with %s', async (_what, sections) => {
    const response = await admin.post('/venues', { name: randomUUID(), city: 'Jeju', sections });

    expect(response.body).toMatchObject({ status: 400, code: 'invalid_input' });
  });
});

describe('a concert with its dates', () => {
  it('is seen in the shop at once, with all its seats', async () => {
    const { layoutId } = await createVenue(60, 50);
    await request(admin.shop).get('/concerts');
    const concert = concertDetail.parse((await admin.post('/concerts', concertBody())).body);
    const startsAt = Array.from({ length: 50 }, (_, day) => inDays(50 - day));
    const response = await admin.post(`/concerts/${concert.id}/schedules`, {
      layoutId,
      startsAt,
      prices: [{ sectionNo: 1, price: 50_000 }],
      seatLimit: 4,
    });

    expect(response.status).toBe(201);
    const { items } = createdSchedules.parse(response.body);
    expect(items).toHaveLength(50);
    expect(items.map((item) => item.startsAt)).toEqual(startsAt.toReversed());
    expect(items.every(({ seatsLeft }) => seatsLeft === 3000)).toBe(true);
    const list = await request(admin.shop).get('/concerts');
    expect(list.body.items[0]).toMatchObject({ id: concert.id, priceFrom: 50_000 });
    const seats = await request(admin.shop).get(`/schedules/${items[49]?.id}/seats`);
    expect(seats.body).toMatchObject({ seatsLeft: 3000, seats: 'A'.repeat(3000) });
    expect(await newestEntry()).toMatchObject({
      action: 'schedules.create',
      target: `concert/${concert.id}`,
    });
  });

  it('has each date once, and a refused request adds none of its dates', async () => {
    const { concertId, layoutId } = await createConcert();
    const prices = [{ sectionNo: 1, price: 1000 }];
    const path = `/concerts/${concertId}/schedules`;
    await admin.post(path, { layoutId, prices, startsAt: [inDays(3)] });

    const again = await admin.post(path, { layoutId, prices, startsAt: [inDays(4), inDays(3)] });
    expect(again.body).toMatchObject({ status: 409, code: 'name_taken' });
    const inOne = await admin.post(path, { layoutId, prices, startsAt: [inDays(5), inDays(5)] });
    expect(inOne.body).toMatchObject({ status: 400, code: 'invalid_input' });
    const dates = await request(admin.shop).get(path);
    expect(dates.body.items).toHaveLength(1);
  });

  it.each([
    ['a section without a price', { prices: [{ sectionNo: 9, price: 1 }] }, /section 1.*section 9/],
    [
      'two prices for one section',
      { prices: [1, 2].map((price) => ({ sectionNo: 1, price })) },
      /two prices for section 1/,
    ],
    ['a date that is over', { startsAt: [inDays(-1)] }, /over already/],
    ['a date that is none', { startsAt: ['tomorrow'] }, /startsAt/],
    ['no date', { startsAt: [] }, /startsAt/],
  ])('is refused with %s', async (_what, change, sentence) => {
    const { concertId, layoutId } = await createConcert();
    const body = { layoutId, startsAt: [inDays(3)], prices: [{ sectionNo: 1, price: 1 }] };
    const response = await admin.post(`/concerts/${concertId}/schedules`, { ...body, ...change });

    expect(response.body).toMatchObject({ status: 400, code: 'invalid_input' });
    expect(response.body.detail).toMatch(sentence);
    expect(await admin.knex('schedule').where({ concertId })).toEqual([]);
  });

  it('is refused for a concert or a layout that is not there', async () => {
    const { concertId, layoutId } = await createConcert();
    const body = { layoutId, startsAt: [inDays(3)], prices: [{ sectionNo: 1, price: 1 }] };

    expect((await admin.post('/concerts/999999/schedules', body)).body).toMatchObject({
      code: 'not_found',
      detail: 'There is no such concert.',
    });
    const nowhere = await admin.post(`/concerts/${concertId}/schedules`, {
      ...body,
      layoutId: 999_999,
    });
    expect(nowhere.body).toMatchObject({ code: 'not_found', detail: 'There is no such layout.' });
  });
});

async function createVenue(rows: number, seatsPerRow: number) {
  const sections = [{ name: 'A', rows, seatsPerRow }];
  return venueView.parse(
    (await admin.post('/venues', { name: randomUUID(), city: 'Jeju', sections })).body,
  );
}

async function createConcert() {
  const { layoutId } = await createVenue(1, 3);
  const { id } = concertDetail.parse((await admin.post('/concerts', concertBody())).body);
  return { layoutId, concertId: id };
}

function concertBody() {
  return { title: 'A title', artist: 'An artist', genre: 'Folk' };
}

function inDays(days: number): string {
  return new Date(Math.floor(Date.now() / 60_000) * 60_000 + days * DAY_MS).toISOString();
}

async function newestEntry() {
  return AuditLogEntry.query(admin.knex).orderBy('id', 'desc').first();
}
