import { placeToken, type KeyRing, type Place } from '@frontrow/protocol';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { readBody, SHOP_BODY_BYTES } from '../handlers/read-body.ts';
import type { Incoming } from '../incoming.ts';

const input = z.object({ event_id: z.string().min(1), request_id: z.string().optional() });

/** What a call names: its event, and the request that stands in line. Undefined without an event. */
export type VwrInput = { eventId: string; requestId: string | undefined };

export async function readVwrInput({ request, target }: Incoming): Promise<VwrInput | undefined> {
  const given =
    request.method === 'POST'
      ? await readJsonBody(request)
      : Object.fromEntries(new URLSearchParams(target.search));
  const parsed = input.safeParse(given).data;
  return parsed && { eventId: parsed.event_id, requestId: parsed.request_id };
}

async function readJsonBody(request: Request): Promise<unknown> {
  const body = await readBody(request, SHOP_BODY_BYTES);
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Not JSON: refused like a body without an event.
    return undefined;
  }
}

/** A request id is a signed place: who holds it stands in line, as there, and nothing need be looked up. */
export type RequestPlace =
  | { kind: 'place'; place: Place; enteredAtSeconds: number }
  /** Not of the form of a request id. */
  | { kind: 'malformed' }
  /** Of the right form, but of no place in this room. */
  | { kind: 'unknown' }
  | { kind: 'expired' };

const REQUEST_ID = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export async function readRequestPlace(
  ring: KeyRing,
  room: string,
  requestId: string | undefined,
): Promise<RequestPlace> {
  if (requestId === undefined || !REQUEST_ID.test(requestId)) {
    return { kind: 'malformed' };
  }
  const outcome = await placeToken.verify(ring, requestId);
  if (!outcome.ok) {
    return { kind: outcome.reason === 'expired' ? 'expired' : 'unknown' };
  }
  return outcome.claims.room === room
    ? { kind: 'place', place: outcome.claims, enteredAtSeconds: decodeJwt(requestId).iat ?? 0 }
    : { kind: 'unknown' };
}
