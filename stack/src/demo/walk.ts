import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  concertPage,
  loginReply,
  paymentReply,
  reservationView,
  schedulesReply,
  WAITING_ROOM_TOKEN_HEADER,
  walletView,
  type ScheduleSummary,
} from '@frontrow/protocol';
import type { Talk } from './talk.ts';

const BUYER = { email: 'mina@demo.example', password: 'frontrow-demo', transport: 'token' };
const OPERATOR = { email: 'operator@demo.example', password: 'frontrow-demo', transport: 'token' };
const SEATS_WANTED = 2;
const LONGEST_WAIT_SECONDS = 60;

/** The whole main path through the edge; throws at the first answer that is not the expected one. */
export async function walk(talk: Talk): Promise<void> {
  talk.say('An operator pauses the room, so that there is a wait to see.');
  const operatorToken = await logIn(talk, '/api/admin/logins', OPERATOR);
  const asOperator = { authorization: `Bearer ${operatorToken}` };
  await setPaused(talk, asOperator, true);
  try {
    talk.say('A visitor without a place is told to join; a forged place is refused.');
    await talk.ask('/api/concerts', { expect: 403 });
    await talk.ask('/api/concerts', {
      headers: { [WAITING_ROOM_TOKEN_HEADER]: 'eyJhbGciOiJub25lIn0.eyJudW1iZXIiOjF9.' },
      expect: 401,
    });

    talk.say('She joins, and waits.');
    await talk.ask('/rooms/main/join', { method: 'POST', expect: [200, 202] });
    await talk.ask('/rooms/main/status', { expect: 202 });
    await talk.ask('/api/concerts', { expect: 403 });
  } finally {
    talk.say('The operator opens the room again.');
    await setPaused(talk, asOperator, false);
  }

  talk.say('Her turn comes.');
  await talk.waitForTurn(AbortSignal.timeout(LONGEST_WAIT_SECONDS * 1000));
  await buy(talk);
  talk.say('That is the whole path.');
}

async function buy(talk: Talk): Promise<void> {
  talk.say('Inside: she logs in, looks for a date and holds the best two seats.');
  talk.keep('authorization', `Bearer ${await logIn(talk, '/api/logins', BUYER)}`);
  const { schedule, sectionNo } = await findSeats(talk);
  const held = await talk.askFor(
    reservationView,
    `/api/schedules/${schedule.id}/reservations`,
    once({ bestAvailable: { sectionNo, count: SEATS_WANTED } }),
  );

  talk.say('The same seats cannot be held again, by anybody.');
  const seats = held.seats.map(({ seatNo }) => ({ seatNo }));
  await talk.ask(`/api/schedules/${schedule.id}/reservations`, { ...once({ seats }), expect: 409 });

  talk.say('She charges her wallet with what is missing, and pays.');
  const { balance } = await talk.askFor(walletView, '/api/wallet', { expect: 200 });
  if (balance < held.amount) {
    await talk.ask('/api/wallet/charges', once({ amount: held.amount - balance }));
  }
  const payment = once(undefined);
  const path = `/api/reservations/${held.id}/payment`;
  const paid = await talk.askFor(paymentReply, path, payment);

  talk.say('Sending the payment again pays nothing again: the first answer comes back.');
  await talk.ask(path, payment);

  talk.say('Her place is completed, so the next visitor is let in; her ticket stays readable.');
  await talk.ask('/api/wallet', { expect: 403 });
  await talk.ask(`/api/tickets/${paid.ticket.code}`, { expect: 200 });
}

/** A date with enough seats left, and the section to look in. */
async function findSeats(talk: Talk): Promise<{ schedule: ScheduleSummary; sectionNo: number }> {
  const { items } = await talk.askFor(concertPage, '/api/concerts?limit=5', { expect: 200 });
  for (const concert of items) {
    const path = `/api/concerts/${concert.id}/schedules`;
    const { items: schedules } = await talk.askFor(schedulesReply, path, { expect: 200 });
    const schedule = schedules.find(({ seatsLeft }) => seatsLeft > 50);
    if (schedule !== undefined) {
      return { schedule, sectionNo: 1 };
    }
  }
  throw new Error('No date with enough seats left; npm start -- --fresh fills the shop anew.');
}

async function logIn(talk: Talk, path: string, account: typeof BUYER): Promise<string> {
  const { token } = await talk.askFor(loginReply, path, {
    method: 'POST',
    body: account,
    expect: 201,
  });
  if (token === undefined) {
    throw new Error('The login gave no token.');
  }
  return token;
}

async function setPaused(talk: Talk, headers: Record<string, string>, paused: boolean) {
  await talk.ask('/api/admin/rooms/main/settings', {
    method: 'PATCH',
    body: { queue_all: paused },
    headers,
    expect: 200,
  });
  // Settings reach every isolate of the edge within two seconds.
  await sleep(2_000);
}

/** A POST that happens once, however often it is sent. */
function once(body: unknown) {
  const request = { method: 'POST' as const, headers: { 'idempotency-key': randomUUID() } };
  return { ...request, expect: 201, ...(body === undefined ? {} : { body }) };
}
