import { type Door, jsonOf, textOr } from '../doors/door.ts';
import { freeSeats } from './buyer.ts';
import type { Prize } from './seat-war.ts';
import { send, type Visit } from './step.ts';
import { leave, waitForTurn, type Waiting } from './wait-for-turn.ts';

type Account = { email: string; password: string };

/** A room that lets nobody in would hold the preparation up for ever. */
type Preparing = Pick<Waiting, 'door' | 'isOver'>;

/**
 * Makes accounts in one visit to the shop and gives their login tokens. Before the clock starts: the hash of a
 * password is made to be slow.
 */
export function* signUpAll(at: Preparing, accounts: readonly Account[]): Visit<string[]> {
  const { door } = at;
  const tokens: string[] = [];
  yield* goIn(at);
  for (const account of accounts) {
    const answer = yield* send(
      door.business({
        name: 'sign-up',
        method: 'POST',
        path: '/api/accounts',
        body: { ...account, name: 'Load visitor', transport: 'token' },
        expected: [201],
      }),
    );
    door.keep(answer);
    const token = textOr(jsonOf(answer)['token'], undefined);
    if (token === undefined) {
      throw new Error(`An account could not be made: the shop answered ${answer.status}.`);
    }
    tokens.push(token);
  }
  yield* leave(door);
  return tokens;
}

/** Whether a token of an earlier run still logs its account in. */
export function* isLoggedIn(at: Preparing, token: string): Visit<boolean> {
  const { door } = at;
  yield* goIn(at);
  const headers = { authorization: `Bearer ${token}` };
  const me = yield* send(
    door.business({ name: 'me', method: 'GET', path: '/api/me', headers, expected: [200, 401] }),
  );
  yield* leave(door);
  return me.status === 200;
}

/** The first free seats of the first date that has enough of them. */
export function* findPrize(at: Preparing, count: number): Visit<Prize> {
  const { door } = at;
  yield* goIn(at);
  const concerts = yield* read(door, '/api/concerts?limit=20');
  let best: Prize = { scheduleId: 0, seatNos: [] };
  for (const { id } of itemsOf(concerts)) {
    const dates = yield* read(door, `/api/concerts/${id}/schedules`);
    const date = itemsOf(dates).find(({ seatsLeft }) => seatsLeft >= count);
    if (date !== undefined) {
      const seats = textOr((yield* read(door, `/api/schedules/${date.id}/seats`))['seats'], '');
      best = { scheduleId: date.id, seatNos: freeSeats(seats).slice(0, count) };
      break;
    }
  }
  yield* leave(door);
  return best;
}

function* goIn(at: Preparing): Visit {
  if (!(yield* waitForTurn(at))) {
    throw new Error(
      'The room did not let the preparation in: is it paused, or too small? See npm run room -- status.',
    );
  }
}

function* read(door: Door, path: string): Visit<Record<string, unknown>> {
  const answer = yield* send(door.business({ name: 'prepare', method: 'GET', path }));
  door.keep(answer);
  return jsonOf(answer);
}

function itemsOf({ items }: Record<string, unknown>): { id: number; seatsLeft: number }[] {
  return Array.isArray(items) ? (items as { id: number; seatsLeft: number }[]) : [];
}
