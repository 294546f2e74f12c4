import { IDEMPOTENCY_KEY_HEADER, WAITING_ROOM_HEADER } from '@frontrow/protocol';
import { config as configureZod, type z } from 'zod';
import { forgetIfSame, keepCall } from '../kept-calls/kept-call-state.ts';
import type { Wish } from '../kept-calls/kept-call.ts';
import { endSession, sawRoom } from '../session/session-state.ts';
import { ApiFailure, isAnswerToTheWish, isPlaceRefusal, readFailure } from './api-failure.ts';
import { createIdempotencyKeys } from './idempotency-keys.ts';
import { goToWaitingRoom } from './waiting-room.ts';

type Sendable = {
  path: string;
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  /** What the buyer wants done, for requests that must happen once. */
  intent?: string | undefined;
  /** The key of an earlier try that is sent again. */
  key?: string | undefined;
  /** For what the buyer is asked about again, where the room refuses it. Never for calls with a password. */
  wish?: Wish;
  signal?: AbortSignal | undefined;
  /** For calls that only decorate the page: a refusal by the room does not move the visitor. */
  quiet?: boolean;
  /** The version of the reply that the page has already. */
  etag?: string | undefined;
};
type Call<T> = Sendable & { reply: z.ZodType<T> };

const TIMEOUT_MS = 15_000;
const IN_FLIGHT_TRIES = 5;
const NOT_MODIFIED = 304;

// The pages' policy forbids eval, which zod would otherwise try for speed.
configureZod({ jitless: true });

const keys = createIdempotencyKeys({
  store: sessionStorage,
  newKey: () => crypto.randomUUID(),
  now: () => Date.now(),
});

/** One request to the shop's API: its checked reply, or an `ApiFailure`. */
export async function call<T>({ reply, ...request }: Call<T>): Promise<T> {
  const response = await send(request);
  const value = await readReply(response, reply);
  // Only now is the outcome known: an answer that breaks off half-way leaves the key for the retry.
  settle(request);
  return value;
}

/** For polls: undefined when the reply is still the one with the given ETag. */
export async function callIfChanged<T>({ reply, ...request }: Call<T>) {
  const response = await send(request);
  if (response.status === NOT_MODIFIED) {
    return undefined;
  }
  const etag = response.headers.get('etag') ?? undefined;
  return { etag, value: await readReply(response, reply) };
}

/** For requests whose reply says nothing that a page needs. */
export async function callDelete(path: string, wish?: Wish): Promise<void> {
  const request = { path, method: 'DELETE', ...(wish && { wish }) } as const;
  const response = await send(request);
  await response.body?.cancel();
  settle(request);
}

async function readReply<T>(response: Response, reply: z.ZodType<T>): Promise<T> {
  const json: unknown = await response.json().catch(() => undefined);
  const parsed = reply.safeParse(json);
  if (!parsed.success) {
    throw new ApiFailure('unexpected', { cause: parsed.error });
  }
  return parsed.data;
}

async function send(request: Sendable): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetchOnce(request);
    sawRoom(response.headers.get(WAITING_ROOM_HEADER));
    if (response.ok || response.status === NOT_MODIFIED) {
      return response;
    }
    const failure = await readFailure(response);
    if (failure.code !== 'idempotency_in_flight' || attempt === IN_FLIGHT_TRIES) {
      return refuse(request, failure);
    }
    // The first attempt is still at work over there: its answer will be ours.
    await new Promise((resolve) => setTimeout(resolve, 700 * attempt));
  }
}

async function fetchOnce(request: Sendable): Promise<Response> {
  const { path, method = 'GET', body, signal } = request;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, {
      method,
      headers: requestHeaders(request),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    throw new ApiFailure('network', { cause });
  }
}

function requestHeaders({ body, intent, key, etag }: Sendable): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (etag !== undefined) {
    headers.set('if-none-match', etag);
  }
  if (body !== undefined) {
    headers.set('content-type', 'application/json');
  }
  const onceKey = keyOf({ intent, key });
  if (onceKey !== undefined) {
    headers.set(IDEMPOTENCY_KEY_HEADER, onceKey);
  }
  return headers;
}

function keyOf({ intent, key }: Pick<Sendable, 'intent' | 'key'>): string | undefined {
  return key ?? (intent === undefined ? undefined : keys.keyFor(intent));
}

async function refuse(request: Sendable, failure: ApiFailure): Promise<never> {
  if (isPlaceRefusal(failure.code)) {
    keep(request);
    // A page that was in use stays, with a dialog; one that has just been opened goes to the line at once.
    if (request.quiet !== true && !endSession() && goToWaitingRoom()) {
      return new Promise(() => {});
    }
  } else if (isAnswerToTheWish(failure)) {
    forgetKey(request);
  }
  throw failure;
}

function keep({ wish, method, path, body, intent, key }: Sendable): void {
  if (wish !== undefined && (method === 'POST' || method === 'DELETE')) {
    keepCall({ wish, method, path, body, intent, key: keyOf({ intent, key }) });
  }
}

/** The outcome is known: the next wish of this kind is a new one. */
function settle(request: Sendable): void {
  forgetKey(request);
  forgetIfSame(request);
}

function forgetKey({ intent }: Sendable): void {
  if (intent !== undefined) {
    keys.settle(intent);
  }
}
