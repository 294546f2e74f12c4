import type { RoomStatus } from '@frontrow/protocol';
import type { Language } from '../strings.ts';
import { isRecord, readStatus } from './read-status.ts';

/** What came back from the room: a status, a refusal, or nothing to go by. */
export type Answer =
  | { kind: 'status'; status: RoomStatus }
  | { kind: 'refused'; code: string; retryAfterSeconds: number | null }
  | { kind: 'silence'; retryAfterSeconds: number | null };

export type RoomCalls = ReturnType<typeof createRoomCalls>;

const TIMEOUT_MS = 10_000;

/** `language` is asked at each call: the reader may change it, and the operator's words come in it. */
export function createRoomCalls(
  room: string,
  fetch: typeof globalThis.fetch,
  language: () => Language,
) {
  const path = `/rooms/${encodeURIComponent(room)}`;

  async function send(method: 'GET' | 'POST', name: string) {
    const response = await fetch(`${path}/${name}`, {
      method,
      headers: { accept: 'application/json', 'accept-language': language() },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, body: await readJson(response) };
  }

  async function call(method: 'GET' | 'POST', name: string): Promise<Answer> {
    try {
      return readAnswer(await send(method, name));
    } catch {
      // Offline, timed out or cut off: the loop tries again later and says so.
      return { kind: 'silence', retryAfterSeconds: null };
    }
  }

  return {
    status: () => call('GET', 'status'),
    enter: () => call('POST', 'enter'),
    /** True when the place is given up, also when it was gone already. */
    async leave(): Promise<boolean> {
      try {
        const { response, body } = await send('POST', 'leave');
        return response.ok || (isRecord(body) && isPlaceGone(body['code']));
      } catch {
        // Not reached: the visitor is told and can try again.
        return false;
      }
    },
  };
}

export function isPlaceGone(code: unknown): boolean {
  return code === 'place_required' || code === 'place_ended' || code === 'place_invalid';
}

function readAnswer({ response, body }: { response: Response; body: unknown }): Answer {
  const known = readStatus(body);
  if (known !== undefined) {
    return { kind: 'status', status: known };
  }
  const retryAfterSeconds = readRetryAfter(response.headers.get('retry-after'));
  if (isRecord(body) && typeof body['code'] === 'string') {
    return { kind: 'refused', code: body['code'], retryAfterSeconds };
  }
  // A proxy may replace the problem's body; 401 still means that the place is not accepted.
  return response.status === 401
    ? { kind: 'refused', code: 'place_invalid', retryAfterSeconds }
    : { kind: 'silence', retryAfterSeconds };
}

async function readJson(response: Response): Promise<unknown> {
  return /json/.test(response.headers.get('content-type') ?? '') ? response.json() : undefined;
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && seconds > 0 ? seconds : null;
}
