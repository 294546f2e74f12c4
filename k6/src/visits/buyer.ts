import { type Call, type Door, jsonOf, numberOr, textOr } from '../doors/door.ts';
import { type Answer, pause, send, type Tools, type Visit } from './step.ts';

export type Buyer = {
  door: Door;
  tools: Tools;
  /** The account's login token. */
  login: string;
  thinkSeconds: number;
  /** What it comes for; undefined for one that looks around. */
  concerts?: readonly number[] | undefined;
};

/** More than any seat costs, and below what one charge may be. */
const CHARGE = 500_000;
/** A wallet that is used for many runs must not overflow. */
const RICH = 5_000_000;

/** One call of the shop under the account, after a moment of thought. */
export function* callShop({ door, login, thinkSeconds }: Buyer, call: Call): Visit<Answer> {
  yield* pause(thinkSeconds);
  const headers = { authorization: `Bearer ${login}`, ...call.headers };
  const answer = yield* send(door.business({ ...call, headers }));
  door.keep(answer);
  return answer;
}

/** A call that happens once, however often it is sent. */
export function once({ tools }: Buyer, call: Omit<Call, 'method' | 'headers'>): Call {
  return { ...call, method: 'POST', headers: { 'idempotency-key': tools.randomBytes(16) } };
}

/** Reads the points and charges the wallet: the first two of the seven calls. */
export function* chargeWallet(buyer: Buyer): Visit {
  const wallet = yield* callShop(buyer, { name: 'points', method: 'GET', path: '/api/wallet' });
  const balance = numberOr(jsonOf(wallet)['balance'], 0);
  const amount = balance > RICH ? 1 : CHARGE;
  const path = '/api/wallet/charges';
  yield* callShop(buyer, once(buyer, { name: 'charge', path, body: { amount }, expected: [201] }));
}

export type Reserved =
  | { kind: 'held'; reservationId: number }
  /** Somebody else was faster, or the buyer has enough seats of this date. */
  | { kind: 'lost'; code: string }
  | { kind: 'failed' };

export function* reserve(
  buyer: Buyer,
  { scheduleId, seatNo }: { scheduleId: number; seatNo: number },
): Visit<Reserved> {
  const answer = yield* callShop(
    buyer,
    once(buyer, {
      name: 'reserve',
      path: `/api/schedules/${scheduleId}/reservations`,
      body: { seats: [{ seatNo }] },
      expected: [201, 409],
    }),
  );
  const { id, code } = jsonOf(answer);
  if (answer.status === 201) {
    return { kind: 'held', reservationId: numberOr(id, 0) };
  }
  return answer.status === 409 ? { kind: 'lost', code: textOr(code, '') } : { kind: 'failed' };
}

/** True when the seat is paid; the payment also ends the visit, so that the next visitor comes in. */
export function* pay(buyer: Buyer, reservationId: number): Visit<boolean> {
  const path = `/api/reservations/${reservationId}/payment`;
  const { status } = yield* callShop(buyer, once(buyer, { name: 'pay', path, expected: [201] }));
  return status === 201;
}

/** The seats of a date, one letter each: A(vailable), H(eld), S(old); undefined when it was not told. */
export function* readSeats(buyer: Buyer, scheduleId: number): Visit<string | undefined> {
  const path = `/api/schedules/${scheduleId}/seats`;
  const answer = yield* callShop(buyer, { name: 'seats', method: 'GET', path });
  return textOr(jsonOf(answer)['seats'], undefined);
}

/** Numbers of the seats that are neither held nor sold. */
export function freeSeats(seats: string): number[] {
  return Array.from(seats, (state, index) => (state === 'A' ? index + 1 : 0)).filter(Boolean);
}

export function pickOne<T>(items: readonly T[], { random }: Tools): T | undefined {
  return items[Math.floor(random() * items.length)];
}
