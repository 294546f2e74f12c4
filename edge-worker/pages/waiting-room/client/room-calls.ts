import type { RoomStatus } from '@frontrow/protocol';
import type { Language } from '../strings/words.ts';
import { isRecord, text } from './read-event.ts';
import { readStatus } from './read-status.ts';

/** What came back from the room: a status, a refusal, or nothing to go by. */
export type Answer =
  | { kind: 'status'; status: RoomStatus }
  | { kind: 'refused'; code: string; retryAfterSeconds: number | null }
  | { kind: 'silence'; retryAfterSeconds: number | null };

/** `qr`: an SVG, only ever shown as a picture. */
export type Recovery = { code: string; url: string; qr: string };

export type RoomCalls = ReturnType<typeof createRoomCalls>;

const TIMEOUT_MS = 10_000;

/** `language` is asked at each call: the reader may change it, and the operator's words come in it. */
export function createRoomCalls(
  room: string,
  fetch: typeof globalThis.fetch,
  language: () => Language,
) {
  const send = createSend(room, fetch, language);
  const claimKey = randomKey();

  async function call(
    method: 'GET' | 'POST',
    name: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    try {
      return readAnswer(await send(method, name, body, headers));
    } catch {
      // Offline, timed out or cut off: the loop tries again later and says so.
      return { kind: 'silence', retryAfterSeconds: null };
    }
  }

  return {
    status: () => call('GET', 'status'),
    enter: () => call('POST', 'enter'),
    /** With the proof that a person is here. */
    join: (turnstile: string) => call('POST', 'join', { turnstile }),
    /** A presale code: opens the priority lane. */
    useCode: (code: string) => call('POST', 'code', { code }),
    /** Takes over the place that a recovery code stands for; the key gives the same place after a lost answer. */
    claim: (code: string) =>
      call('POST', 'recovery/claim', { code }, { 'idempotency-key': claimKey }),
    /** A code that moves this place to another browser; or the problem, undefined when nothing came. */
    async makeRecovery(): Promise<Recovery | { problem: string | undefined }> {
      try {
        const { response, body } = await send('POST', 'recovery');
        return readRecovery(body) ?? { problem: readProblem(response, body) };
      } catch {
        // Not reached: the visitor is told and can try again.
        return { problem: undefined };
      }
    },
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

function createSend(room: string, fetch: typeof globalThis.fetch, language: () => Language) {
  const path = `/rooms/${encodeURIComponent(room)}`;

  return async function send(
    method: 'GET' | 'POST',
    name: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${path}/${name}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': language(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, body: await readJson(response) };
  };
}

function randomKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
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
  const code = readProblem(response, body);
  return code === undefined
    ? { kind: 'silence', retryAfterSeconds }
    : { kind: 'refused', code, retryAfterSeconds };
}

/** A proxy may replace the problem's body; 401 still means that the place is not accepted. */
const BY_STATUS: Record<number, string> = { 401: 'place_invalid', 404: 'not_found' };

function readProblem(response: Response, body: unknown): string | undefined {
  const code = isRecord(body) && !response.ok ? text(body['code']) : null;
  return code ?? BY_STATUS[response.status];
}

function readRecovery(body: unknown): Recovery | undefined {
  const [code, url, qr] = isRecord(body)
    ? [text(body['code']), text(body['url']), text(body['qr'])]
    : [];
  return code && url && qr ? { code, url, qr } : undefined;
}

async function readJson(response: Response): Promise<unknown> {
  return /json/.test(response.headers.get('content-type') ?? '') ? response.json() : undefined;
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && seconds > 0 ? seconds : null;
}
