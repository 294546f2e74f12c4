import { randomUUID } from 'node:crypto';
import { loadedEmail } from '@frontrow/db';
import { arrivalsReply, type HoldBody, type Place } from '@frontrow/protocol';
import type { Response } from 'supertest';
import type { openOrigins } from '../testing/open-origin.ts';

type Origin = ReturnType<Awaited<ReturnType<typeof openOrigins>>['createOn']>;
type Method = 'get' | 'post' | 'delete';
type Sent = { body?: unknown; headers?: Record<string, string>; once?: string };

export type Refusal = { call: string; status: number; code: unknown };

type Deps = {
  origin: Origin;
  /** Told before each call, by the operation's name. */
  during: (call: string) => void;
  refused: (refusal: Refusal) => void;
  /** Of an earlier visit of the same person: a password takes longer to check than all the rest. */
  login?: Login;
};

/** The header that says who asks. */
export type Login = Record<string, string>;

/** The demo's password, which the loaded accounts share. */
const PASSWORD = 'frontrow-demo';

export type ShopVisit = Awaited<ReturnType<typeof enterShop>>;

/** One visitor with an active place, who calls the API by the names of its operations. */
export async function enterShop({ origin, during, refused, login = {} }: Deps) {
  const place = await joinRoom(origin);

  async function call(name: string, target: string, method: Method, sent: Sent = {}) {
    during(name);
    const { body, once } = sent;
    const headers = {
      ...login,
      ...sent.headers,
      ...(once === undefined ? {} : { 'idempotency-key': once }),
    };
    const reply = await origin.throughEdge(target, { method, place, headers, body });
    if (reply.status >= 400) {
      refused({ call: name, status: reply.status, code: bodyOf(reply)['code'] });
    }
    during('');
    return bodyOf(reply);
  }
  const get = (name: string, target: string) => call(name, target, 'get');
  const post = (name: string, target: string, body?: unknown, once?: string) =>
    call(name, target, 'post', {
      ...(body === undefined ? {} : { body }),
      ...(once === undefined ? {} : { once }),
    });

  async function logIn(name: string, target: string, body: Record<string, unknown>) {
    const { token } = await post(name, target, { ...body, transport: 'token' });
    login['authorization'] = `Bearer ${String(token)}`;
  }

  return {
    login,
    get,
    post,
    remove: (name: string, target: string) => call(name, target, 'delete'),
    logOut: () => call('logOut', '/api/logins/current', 'delete'),
    logIn: (userId: number) =>
      logIn('logIn', '/api/logins', { email: loadedEmail(userId), password: PASSWORD }),
    logInAsOperator: () =>
      logIn('logInAsOperator', '/api/admin/logins', { email: loadedEmail(1), password: PASSWORD }),
    signUp: () =>
      logIn('signUp', '/api/accounts', {
        email: `${randomUUID()}@example.com`,
        password: 'a long enough password',
        name: 'Somebody new',
      }),
    hold: (scheduleId: number, wanted: HoldBody) =>
      post('holdSeats', `/api/schedules/${scheduleId}/reservations`, wanted, randomUUID()),
  };
}

async function joinRoom(origin: Origin): Promise<Place> {
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const reply = await origin.throughEdge('/internal/rooms/main/arrivals', {
    method: 'post',
    body: { arrivals: [{ id }] },
  });
  const { epoch, places } = arrivalsReply.parse(reply.body);
  const number = places[0]?.number ?? null;
  return {
    room: 'main',
    id,
    epoch,
    number,
    called: true,
    ticket: null,
    lane: 'main',
    aheadAtJoin: 0,
    promise: null,
  };
}

function bodyOf({ body }: Response): Record<string, unknown> {
  return (body ?? {}) as Record<string, unknown>;
}
