import { createTimeLimit, throwIfAborted } from './abortable.ts';
import type { Step } from './next-step.ts';
import { readAnswer, type Answer } from './read-answer.ts';

type Send = (path: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 10_000;

/** The calls of a room, without cookies: the tokens say who asks. */
export function createRoomCalls(send: Send) {
  function call(room: string, name: Step['call'] | 'leave', signal?: AbortSignal) {
    return send(`/rooms/${encodeURIComponent(room)}/${name}`, {
      method: name === 'status' ? 'GET' : 'POST',
      headers: { accept: 'application/json' },
      credentials: 'omit',
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Throws when the signal is aborted, or as `readAnswer` does. */
  async function ask(room: string, name: Step['call'], signal?: AbortSignal): Promise<Answer> {
    const limit = createTimeLimit(TIMEOUT_MS, signal);
    let answered: [Response, string];
    try {
      const response = await call(room, name, limit.signal);
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
