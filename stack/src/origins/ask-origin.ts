import {
  type ArrivalsReply,
  arrivalsReply,
  bodyDigest,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  readKeyRing,
  type RoomSnapshot,
  roomSnapshots,
  signEdgeRequest,
} from '@frontrow/protocol';

export type AskOrigin = Awaited<ReturnType<typeof createAskOrigin>>;

/** Asks the origin as the edge does, signed. */
export async function createAskOrigin(originUrl: string, edgeKeys: string) {
  const ring = await readKeyRing(edgeKeys);

  async function ask(method: 'GET' | 'POST', target: string, body?: unknown): Promise<Response> {
    const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
    const { context, signature } = await signEdgeRequest(ring, {
      method,
      target,
      context: {
        requestId: 'drill',
        clientIp: 'drill',
        place: null,
        bodyDigest: bytes === undefined ? null : await bodyDigest(bytes),
      },
    });
    return fetch(`${originUrl}${target}`, {
      method,
      headers: {
        [EDGE_CONTEXT_HEADER]: context,
        [EDGE_SIGNATURE_HEADER]: signature,
        ...(bytes === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(bytes === undefined ? {} : { body: bytes }),
    });
  }

  return {
    /** What an origin knows of the room; undefined while it cannot say. */
    async snapshot(): Promise<RoomSnapshot | undefined> {
      const response = await ask('GET', '/internal/rooms');
      const body: unknown = await response.json();
      return response.ok ? roomSnapshots.parse(body).rooms[0] : undefined;
    },

    async arrive(ids: string[]): Promise<ArrivalsReply> {
      const arrivals = ids.map((id) => ({ id }));
      const response = await ask('POST', '/internal/rooms/main/arrivals', { arrivals });
      if (!response.ok) {
        throw new Error(`The origin answered a batch of arrivals with ${response.status}.`);
      }
      return arrivalsReply.parse(await response.json());
    },
  };
}
