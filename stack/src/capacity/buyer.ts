import { randomUUID } from 'node:crypto';
import {
  concertPage,
  createRoomClient,
  loginReply,
  MAIN_ROOM,
  reservationView,
  schedulesReply,
} from '@frontrow/protocol';
import { z } from 'zod';

type Sent = { method?: 'GET' | 'POST' | 'DELETE'; body?: unknown };
export type Told = { ms: number; failed: boolean };

const SEATS = 2;
const SEATS_LEFT_AT_LEAST = 50;

/** Calls of one round, all of which are measured. */
export const CALLS_PER_ROUND = 8;

export type Buyer = Awaited<ReturnType<typeof createBuyer>>;

/**
 * A buyer with a place and an account of its own who looks, holds the best seats and gives them back: a
 * measurement must not sell the house out. Giving back stands for paying, a transaction of about the same weight.
 */
export async function createBuyer(url: string, signal: AbortSignal) {
  const client = createRoomClient({ baseUrl: url });
  let login: Record<string, string> = {};

  async function call(path: string, { method = 'GET', body }: Sent = {}): Promise<Response> {
    return client.fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...login,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function signUp(): Promise<void> {
    const account = {
      email: `capacity-${randomUUID()}@load.example`,
      password: randomUUID(),
      name: 'Capacity measurement',
      transport: 'token',
    };
    const response = await call('/api/accounts', { method: 'POST', body: account });
    const { token = '' } = loginReply.parse(await response.json());
    login = { authorization: `Bearer ${token}` };
  }

  await client.waitForTurn({ room: MAIN_ROOM, signal });
  await signUp();

  return {
    /** One round; every answer is told with its time. */
    round: (tell: (told: Told) => void): Promise<void> => lookAndHold(createAsk(call, tell)),
    leave: () => client.leave(MAIN_ROOM),
  };
}

async function lookAndHold(ask: Ask): Promise<void> {
  const concerts = await ask(concertPage, '/api/concerts?limit=20');
  const concert = pick(concerts?.items ?? []);
  if (concert === undefined) {
    return;
  }
  await ask(z.unknown(), `/api/concerts/${concert.id}`);
  const dates = await ask(schedulesReply, `/api/concerts/${concert.id}/schedules`);
  const date = pick((dates?.items ?? []).filter((one) => one.seatsLeft > SEATS_LEFT_AT_LEAST));
  if (date === undefined) {
    return;
  }
  await ask(z.unknown(), `/api/schedules/${date.id}/seats`);
  const held = await ask(reservationView, `/api/schedules/${date.id}/reservations`, {
    method: 'POST',
    body: { bestAvailable: { sectionNo: 1, count: SEATS } },
  });
  await ask(z.unknown(), '/api/wallet');
  if (held !== undefined) {
    await ask(z.unknown(), `/api/reservations/${held.id}`);
    await ask(z.unknown(), `/api/reservations/${held.id}`, { method: 'DELETE' });
  }
}

type Ask = ReturnType<typeof createAsk>;
type Call = (path: string, sent?: Sent) => Promise<Response>;

/** Asks, measures, and reads; undefined for what was refused or not answered. */
function createAsk(call: Call, tell: (told: Told) => void) {
  return async function ask<T extends z.ZodType>(schema: T, path: string, sent?: Sent) {
    const startedAt = performance.now();
    const answer = await call(path, sent)
      .then(readAnswer)
      .catch(() => undefined);
    // Seats that somebody else was faster to take are no failure; to be turned away is.
    const failed = answer === undefined || (!answer.ok && answer.status !== 409);
    tell({ ms: performance.now() - startedAt, failed });
    return answer?.ok ? schema.parse(JSON.parse(answer.text)) : undefined;
  };
}

async function readAnswer(response: Response) {
  return { ok: response.ok, status: response.status, text: await response.text() };
}

function pick<T>(items: T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
