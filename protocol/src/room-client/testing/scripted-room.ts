import { vi } from 'vitest';
import { problemBody, type ProblemCode } from '../../errors.ts';
import type { RoomStatus } from '../../room-status.ts';
import { createRoomClient, type TokenStorage } from '../create-room-client.ts';

type Asked = {
  url: string;
  method: string;
  atSeconds: number;
  headers: Headers;
  body: string;
};
type Answer = Response | 'cut off' | 'hangs';

const BASE_URL = 'https://shop.example';

/** A client whose edge answers from a script, in its order. Timers are fake: nothing really waits. */
export function createScriptedRoom(script: Answer[], storage?: TokenStorage) {
  const asked: Asked[] = [];
  const startedAt = Date.now();

  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const { method, headers } = new Request(url, init);
    const body = typeof init.body === 'string' ? init.body : '';
    asked.push({ url, method, headers, body, atSeconds: (Date.now() - startedAt) / 1000 });
    const answer = script.shift() ?? 'cut off';
    if (answer === 'hangs') {
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
      });
    }
    if (answer === 'cut off') {
      throw new TypeError('cut off');
    }
    return answer;
  }

  return {
    client: createRoomClient({
      baseUrl: `${BASE_URL}/`,
      fetch,
      ...(storage === undefined ? {} : { storage }),
    }),
    asked,
    /** Second and name of each room call. */
    calls: () =>
      asked.map(
        ({ url, atSeconds }) => `${atSeconds} ${url.slice(`${BASE_URL}/rooms/main/`.length)}`,
      ),
    placesSent: () => asked.map(({ headers }) => headers.get('x-waiting-room-token')),
  };
}

/** What comes of a promise once all timers have run: its value, or what it was rejected with. */
export async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = promise.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return outcome;
}

export function status(
  changes: Partial<RoomStatus>,
  headers: Record<string, string> = {},
): Response {
  const body = {
    room: 'main',
    state: 'waiting',
    reason: null,
    number: 7,
    position: 3,
    ahead: 2,
    waiting: 9,
    etaSeconds: null,
    progress: 0,
    nextPollSeconds: 4,
    sessionExpiresAt: null,
    ...changes,
  };
  return Response.json(body, { headers });
}

export function problem(code: ProblemCode, headers: Record<string, string> = {}): Response {
  const body = problemBody(code);
  return Response.json(body, { status: body.status, headers });
}

export function tokens(place: string, session?: string): Record<string, string> {
  return {
    'x-waiting-room-token': place,
    ...(session === undefined ? {} : { 'x-waiting-room-session': session }),
  };
}
