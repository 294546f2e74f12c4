import type { Answer, Ask, Standing } from '../visits/step.ts';
import { type Door, jsonOf, numberOr, ROOM, standing, textOr } from './door.ts';

const PLACE = 'x-waiting-room-token';
const SESSION = 'x-waiting-room-session';

const STATES: ReadonlySet<string> = new Set(['waiting', 'called', 'active', 'open']);

/** As an app comes: tokens in headers, no cookies. */
export function createEdgeDoor(): Door {
  const tokens: Record<string, string> = {};

  function keep({ headers }: Answer): void {
    for (const name of [PLACE, SESSION]) {
      const token = headers[name];
      if (token !== undefined) {
        tokens[name] = token;
      }
    }
  }

  function room(kind: Ask['kind'], verb: string, method: Ask['method'], expected: number[]): Ask {
    const headers = { accept: 'application/json', ...tokens };
    const path = `/rooms/${ROOM}/${verb}`;
    return { kind, name: verb, method, path, headers, body: null, expected };
  }

  return {
    join: () => room('room', 'join', 'POST', [200, 202]),
    status: () => room('poll', 'status', 'GET', [200, 202]),
    enter: () => room('room', 'enter', 'POST', [200, 202]),
    leave: () => room('room', 'leave', 'POST', [200, 204]),
    business: ({ name, method, path, body, headers = {}, expected = [200] }) => ({
      kind: 'business',
      name,
      method,
      path,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...tokens,
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      expected,
    }),
    keep,
    standing(answer) {
      keep(answer);
      return read(answer);
    },
  };
}

function read(answer: Answer): Standing {
  const { state, reason, lane, number, position, nextPollSeconds, code } = jsonOf(answer);
  if (code === 'place_ended' || code === 'place_invalid' || code === 'place_required') {
    return standing('gone');
  }
  if (typeof state !== 'string' || !STATES.has(state)) {
    return standing('unknown', { reason: textOr(code, textOr(state, null)) });
  }
  return standing(state as Standing['state'], {
    reason: textOr(reason, null),
    lane: textOr(lane, 'main'),
    number: numberOr(number, null),
    nextPollSeconds: numberOr(nextPollSeconds, 2),
    atTheDoor: reason === 'full' && position === 1,
  });
}
