import { IDEMPOTENCY_KEY_HEADER } from '../headers.ts';
import { createTimeLimit, throwIfAborted } from './abortable.ts';
import type { Step } from './next-step.ts';
import { readAnswer, type Answer } from './read-answer.ts';

type Send = (path: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;

/** What goes with a join: a key, by which a repeated one is known, and the proof of being human. */
export type JoinWords = { key: string | undefined; turnstile: string | undefined };

/** The calls of a room, without cookies: the tokens say who asks. */
export function createRoomCalls(send: Send) {
  function call(room: string, name: Step['call'] | 'leave', init: RequestInit = {}) {
    return send(`/rooms/${encodeURIComponent(room)}/${name}`, {
      method: name === 'status' ? 'GET' : 'POST',
      headers: { accept: 'application/json' },
      credentials: 'omit',
      ...init,
    });
  }

  /** Throws when the signal is aborted, or as `readAnswer` does. */
  async function ask(
    room: string,
    { call: name }: Pick<Step, 'call'>,
    { words, signal }: { words: JoinWords; signal: AbortSignal | undefined },
  ): Promise<Answer> {
    const said = name === 'join' ? joinInit(words) : {};
    const limit = createTimeLimit(TIMEOUT_MS, signal);
    let answered: [Response, string];
    try {
      const response = await call(room, name, { ...said, signal: limit.signal });
      answered = [response, await response.text()];
    } catch {
      throwIfAborted(signal);
      // Offline, timed out or cut off: asked again later.
      return { kind: 'silence', retryAfterSeconds: 0 };
    } finally {
      limit.end();
    }
    return readAnswer(...answered);
  }

  return { ask, leave: (room: string) => call(room, 'leave') };
}

function joinInit({ key, turnstile }: JoinWords): RequestInit {
  return {
    headers: {
      accept: 'application/json',
      ...(key === undefined ? {} : { [IDEMPOTENCY_KEY_HEADER]: key }),
      ...(turnstile === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(turnstile === undefined ? {} : { body: JSON.stringify({ turnstile }) }),
  };
}

/** Without it a join whose answer is lost may leave a place behind that nobody claims. */
export function newJoinKey(): string | undefined {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> };
  return crypto?.randomUUID?.();
}
