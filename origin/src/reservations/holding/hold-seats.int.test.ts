import { inTransaction, Reservation, Seat } from '@frontrow/db';
import { describe, expect, it } from 'vitest';
import { openSale, requestBy, signUpBuyers } from '../../testing/sale-fixture.ts';
import { holdNamed } from '../../testing/sale-steps.ts';
import { useShop } from '../../testing/use-shop.ts';
import { chooseNamedSeats } from '../choosing/choose-named-seats.ts';
import { claimSeats } from './claim-seats.ts';

const used = useShop();
const buyers = (count: number) => signUpBuyers(used.knex, count);
const hold = (userId: number, scheduleId: number, seatNos: number[]) =>
  holdNamed(used.shop, { userId, scheduleId, seatNos });

describe('a hold', () => {
  it('shows the seats with their labels, the price and the time left', async () => {
    const scheduleId = await openSale(used.knex, { price: 250 });
    const [userId = 0] = await buyers(1);

    const view = await hold(userId, scheduleId, [12, 11]);

    expect(view).toMatchObject({ status: 'PENDING', amount: 500 });
    expect(view.seats).toMatchObject([
      { seatNo: 11, section: 'Floor', row: 'B', seat: '1', price: 250, version: 1 },
      { seatNo: 12, section: 'Floor', row: 'B', seat: '2', price: 250, version: 1 },
    ]);
    expect(view.secondsLeft).toBeGreaterThan(290);
    expect(view.secondsLeft).toBeLessThanOrEqual(300);
  });

  it('names only the seats that are lost, and keeps none', async () => {
    const scheduleId = await openSale(used.knex);
    const [first = 0, second = 0] = await buyers(2);
    await hold(first, scheduleId, [3, 5]);

    await expect(hold(second, scheduleId, [6, 5, 4, 3])).rejects.toMatchObject({
      code: 'seat_unavailable',
      extra: { seats: [3, 5] },
    });
    expect(await Seat.query(used.knex).where({ scheduleId, status: 'HELD' }).resultSize()).toBe(2);
  });

  it('fails when a seat has changed since the buyer saw it', async () => {
    const scheduleId = await openSale(used.knex);
    const [first = 0, second = 0] = await buyers(2);
    const { id } = await hold(first, scheduleId, [3]);
    await used.shop.releaseReservation({ userId: first, reservationId: id });

    const seen = (version: number) =>
      used.shop.holdSeats(requestBy(second), scheduleId, { seats: [{ seatNo: 3, version }] });

    await expect(seen(0)).rejects.toMatchObject({
      code: 'seat_unavailable',
      extra: { seats: [3] },
    });
    await expect(seen(2)).resolves.toMatchObject({ status: 201 });
  });

  it('fails when a seat changes between the look and the claim, and comes back free', async () => {
    const scheduleId = await openSale(used.knex);
    const [first = 0, second = 0] = await buyers(2);

    const claim = inTransaction(used.knex, async (trx) => {
      const choice = await chooseNamedSeats(trx, scheduleId, [{ seatNo: 3, version: 0 }]);
      const { id } = await hold(first, scheduleId, [3]);
      await used.shop.releaseReservation({ userId: first, reservationId: id });
      const heldUntil = new Date(Date.now() + 300_000);
      const reservation = { userId: second, scheduleId, amount: 100, heldUntil };
      const { id: reservationId } = await Reservation.query(trx).insert(reservation);
      await claimSeats(trx, { ...choice, scheduleId, reservationId, heldUntil });
    });

    await expect(claim).rejects.toMatchObject({ code: 'seat_unavailable', extra: { seats: [3] } });
  });

  it('refuses seats, sections and schedules that do not exist', async () => {
    const scheduleId = await openSale(used.knex);
    const [userId = 0] = await buyers(1);
    const best = { bestAvailable: { sectionNo: 9, count: 1 } };

    await expect(hold(userId, scheduleId, [1, 999])).rejects.toMatchObject({
      code: 'invalid_input',
      extra: { unknownSeats: [999] },
    });
    await expect(used.shop.holdSeats(requestBy(userId), scheduleId, best)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(hold(userId, 4_000_000, [1])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is refused once the concert has begun', async () => {
    const scheduleId = await openSale(used.knex, { startsInHours: -1 });
    const [userId = 0] = await buyers(1);

    await expect(hold(userId, scheduleId, [1])).rejects.toMatchObject({ code: 'sales_closed' });
  });
});
