import { randomUUID } from 'node:crypto';
import { scheduleDetail, SEAT_AVAILABLE, seatStatus } from '@frontrow/protocol';
import type { ShopVisit } from './shop-visit.ts';

export type Visit = {
  concertId: number;
  scheduleId: number;
  layoutId: number;
  /** Different for each visit: a page of another size is in no cache. */
  limit: number;
};

/** What is held at once, and bought. */
const SEATS = 2;
const DATES_LOOKED_AT = 20;

/** What a buyer asks before choosing: every call of the catalog. */
export async function browse(shop: ShopVisit, visit: Visit): Promise<void> {
  const { concertId, scheduleId, layoutId, limit } = visit;
  await shop.get('listConcerts', `/api/concerts?limit=${limit}`);
  await shop.get('listConcerts', `/api/concerts?limit=${limit}&cursor=${cursorOf(concertId)}`);
  await shop.get('listConcerts', `/api/concerts?limit=${limit}&q=Harbour`);
  await shop.get('getConcert', `/api/concerts/${concertId}`);
  await shop.get('listSchedules', `/api/concerts/${concertId}/schedules`);
  await shop.get('getSchedule', `/api/schedules/${scheduleId}`);
  await shop.get('getLayout', `/api/layouts/${layoutId}`);
}

/** Seats held, one hold given up, and points in for the other, whose reservation this returns. */
export async function reserve(shop: ShopVisit, visit: Visit): Promise<unknown> {
  await shop.get('getMe', '/api/me');
  const { scheduleId, sectionNo, free } = await findDate(shop, visit);
  const given = await shop.hold(scheduleId, { bestAvailable: { sectionNo, count: SEATS } });
  await shop.remove('releaseReservation', `/api/reservations/${String(given['id'])}`);
  const seats = free.slice(-SEATS).map((seatNo) => ({ seatNo }));
  const { id, amount } = await shop.hold(scheduleId, { seats });
  // What it costs and no more: a wallet has a limit, and a shop may be driven many times.
  await shop.post('chargeWallet', '/api/wallet/charges', { amount }, randomUUID());
  await shop.get('getReservation', `/api/reservations/${String(id)}`);
  return id;
}

/** The hold paid, twice under one key, and its tickets. The place ends with it. */
export async function pay(shop: ShopVisit, { limit }: Visit, id: unknown): Promise<void> {
  const payment = `/api/reservations/${String(id)}/payment`;
  const key = randomUUID();
  const { ticket } = await shop.post('payReservation', payment, undefined, key);
  await shop.post('payReservation', payment, undefined, key);
  const { code } = (ticket ?? {}) as { code?: string };
  await shop.get('getTicket', `/api/tickets/${code}`);
  await shop.get('listTickets', `/api/tickets?limit=${limit}`);
}

/** The lists of somebody who has bought before, and their next pages. */
export async function lookBack(shop: ShopVisit, { limit }: Visit): Promise<void> {
  const far = cursorOf(1_000_000_000);
  await shop.get('listReservations', `/api/reservations?limit=${limit}`);
  await shop.get('listReservations', `/api/reservations?limit=${limit}&cursor=${far}`);
  await shop.get('listTickets', `/api/tickets?limit=${limit}&cursor=${far}`);
  await shop.get('getWallet', '/api/wallet');
  await shop.get('listLedgerEntries', `/api/wallet/entries?limit=${limit}`);
  await shop.get('listLedgerEntries', `/api/wallet/entries?limit=${limit}&cursor=${far}`);
}

/** A new hall, a new concert with a date, points for somebody, and the log of it all. */
export async function operate(shop: ShopVisit, { limit }: Visit, email: string): Promise<void> {
  const sections = [{ name: 'A', rows: 5, seatsPerRow: 10 }];
  const hall = { name: `Hall ${randomUUID()}`, city: 'Seoul', sections };
  const { layoutId } = await shop.post('createVenue', '/api/admin/venues', hall);
  const made = { title: 'A new concert', artist: 'Somebody', genre: 'Folk' };
  const { id } = await shop.post('createConcert', '/api/admin/concerts', made);
  await shop.post('createSchedules', `/api/admin/concerts/${String(id)}/schedules`, {
    layoutId,
    startsAt: [new Date(Date.now() + 86_400_000).toISOString()],
    prices: [{ sectionNo: 1, price: 50_000 }],
  });
  const { user } = await shop.get('findUser', `/api/admin/users?email=${email}`);
  const { id: userId } = (user ?? {}) as { id?: number };
  const grant = { amount: 1_000, reason: 'an apology' };
  await shop.post('grantPoints', `/api/admin/users/${userId}/grants`, grant, randomUUID());
  await shop.get('listAuditLog', `/api/admin/audit-log?limit=${limit}`);
  await shop.get(
    'listAuditLog',
    `/api/admin/audit-log?limit=${limit}&cursor=${cursorOf(1_000_000)}`,
  );
}

/** The date that was wanted or, where too little is left, the next one that will do, as a buyer would look for it. */
async function findDate(shop: ShopVisit, { scheduleId: first }: Visit) {
  for (let scheduleId = first; scheduleId < first + DATES_LOOKED_AT; scheduleId += 1) {
    const { sections } = scheduleDetail.parse(
      await shop.get('getSchedule', `/api/schedules/${scheduleId}`),
    );
    const { seats } = seatStatus.parse(
      await shop.get('getSeats', `/api/schedules/${scheduleId}/seats`),
    );
    const free = freeSeats(seats);
    const section = sections.find(
      ({ firstSeatNo, seatCount }) =>
        free.filter((seatNo) => seatNo >= firstSeatNo && seatNo < firstSeatNo + seatCount).length >=
        SEATS,
    );
    if (section !== undefined) {
      return { scheduleId, sectionNo: section.sectionNo, free };
    }
  }
  throw new Error(`${DATES_LOOKED_AT} dates from ${first} on have no ${SEATS} seats left.`);
}

function freeSeats(seats: string): number[] {
  return seats.split('').flatMap((status, index) => (status === SEAT_AVAILABLE ? [index + 1] : []));
}

function cursorOf(id: number): string {
  return Buffer.from(String(id)).toString('base64url');
}
