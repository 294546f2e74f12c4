import {
  AppError,
  IDEMPOTENCY_KEY_HEADER,
  joinBody,
  LOGIN_COOKIE,
  type KeyRing,
} from '@frontrow/protocol';
import type { z } from 'zod';
import { readBody } from '../handlers/read-body.ts';
import { readCookies } from './cookies.ts';
import { keyedPlaceId } from './place-id.ts';

/** What somebody without a place brings to get one. */
export type JoinRequest = {
  /** What it says of host and login is read by whoever joins: a poll does not pay for it. */
  request: Pick<Request, 'url' | 'headers'>;
  /** Follows from the client's key, so that a repeated join gives the same place. */
  placeId?: string;
  turnstileToken?: string;
};

const LOGIN = /^[\w-]{43}$/;
const BEARER = /^Bearer +(?<token>[\w-]+)$/i;
/** Shorter ones could be guessed, and two visitors might choose the same. */
const PLACE_KEY = /^[\w-]{16,64}$/;
const BODY_BYTES = 4 * 1024;

/** The host that was asked; empty where what the client names is none. */
export function hostOfJoin({ request }: JoinRequest): string {
  return URL.parse(request.url)?.hostname ?? '';
}

/** Whose account it is, as the shop's own cookie or header says; not looked at here. */
export function loginOfJoin({ request: { headers } }: JoinRequest): string | undefined {
  const bearer = BEARER.exec(headers.get('authorization') ?? '')?.groups?.['token'];
  const login = bearer ?? readCookies(headers.get('cookie')).get(LOGIN_COOKIE) ?? '';
  return LOGIN.test(login) ? login : undefined;
}

/** What a call of `join` says beyond that: the client's key for it, and its proof of being human. */
export async function readJoinCall(
  request: Request,
  room: string,
  placeKeys: KeyRing,
): Promise<Pick<JoinRequest, 'placeId' | 'turnstileToken'>> {
  const key = readPlaceKey(request.headers);
  const { turnstile } = await readJoinBody(request);
  return {
    ...(key === undefined ? {} : { placeId: await keyedPlaceId(placeKeys, room, key) }),
    ...(turnstile === undefined ? {} : { turnstileToken: turnstile }),
  };
}

/** The client's key for a place that it is given; whoever has it gets that place again. */
export function readPlaceKey(headers: Headers): string | undefined {
  const key = headers.get(IDEMPOTENCY_KEY_HEADER) ?? undefined;
  if (key !== undefined && !PLACE_KEY.test(key)) {
    throw new AppError(
      'invalid_input',
      'The Idempotency-Key for a place has 16 to 64 of A-Z a-z 0-9 _ -.',
    );
  }
  return key;
}

async function readJoinBody(request: Request): Promise<z.infer<typeof joinBody>> {
  const bytes = await readBody(request, BODY_BYTES);
  if (bytes === undefined || !/\bjson\b/.test(request.headers.get('content-type') ?? '')) {
    return {};
  }
  const parsed = joinBody.safeParse(parseJson(bytes));
  if (!parsed.success) {
    throw new AppError('invalid_input', 'The body of a join is an object with a text "turnstile".');
  }
  return parsed.data;
}

function parseJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    // Told like every other body that is not understood.
    return undefined;
  }
}
