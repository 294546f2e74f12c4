import { randomBytes } from 'node:crypto';
import {
  bodyDigest,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  type Place,
  readKeyRing,
  signEdgeRequest,
} from '@frontrow/protocol';
import type { ShopUnderBench } from '../bench-stack.ts';
import type { Shot } from './drive.ts';

type Asked = {
  path: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: unknown;
};

/** Requests as the edge forwards them; they count for half a minute. */
export async function createSignShot({ keys }: Pick<ShopUnderBench, 'keys'>) {
  const ring = await readKeyRing(keys.edge);
  return async function signShot(place: Place, asked: Asked): Promise<Shot> {
    const { path, method = 'GET', headers = {} } = asked;
    const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
    const digest = body === undefined ? null : await bodyDigest(new TextEncoder().encode(body));
    const { context, signature } = await signEdgeRequest(ring, {
      method,
      target: path,
      context: { requestId: 'bench', clientIp: 'bench', place, bodyDigest: digest },
    });
    return {
      path,
      method,
      headers: {
        ...headers,
        [EDGE_CONTEXT_HEADER]: context,
        [EDGE_SIGNATURE_HEADER]: signature,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    };
  };
}

const BATCH = 256;

/** Visitors who have just come, by the batch call. */
export async function arrivedPlaces(
  { origin }: Pick<ShopUnderBench, 'origin'>,
  count: number,
): Promise<Place[]> {
  const places: Place[] = [];
  while (places.length < count) {
    const ids = Array.from({ length: Math.min(BATCH, count - places.length) }, randomPlaceId);
    const { epoch, places: arrived } = await origin.arrive(ids);
    for (const { id, number, called } of arrived) {
      const place = { room: 'main', id, number, lane: 'main' as const, epoch, called };
      places.push({ ...place, aheadAtJoin: 0, ticket: null, promise: null });
    }
  }
  return places;
}

/** Places that have been called: the room lets everybody in. */
export async function calledPlaces(
  stack: Pick<ShopUnderBench, 'origin'>,
  count: number,
): Promise<Place[]> {
  const places = await arrivedPlaces(stack, count);
  if (places.some(({ called }) => !called)) {
    throw new Error('The room did not call everybody at once.');
  }
  return places;
}

function randomPlaceId(): string {
  return randomBytes(16).toString('base64url');
}
