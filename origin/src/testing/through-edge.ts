import {
  bodyDigest,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  type KeyRing,
  type Place,
  signEdgeRequest,
} from '@frontrow/protocol';
import type { Express } from 'express';
import request, { type Response } from 'supertest';

type Sent = {
  method?: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** The host that the visitor asked. */
  host?: string;
  place?: Place | undefined;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Sends a request as the edge forwards it: with the context that it vouches for, signed. */
export function createThroughEdge(app: Express, ring: KeyRing) {
  return async function throughEdge(target: string, sent: Sent = {}): Promise<Response> {
    const { method = 'get', host = 'shop.example', place, body, headers = {} } = sent;
    const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
    const { context, signature } = await signEdgeRequest(ring, {
      method: method.toUpperCase(),
      target,
      context: {
        requestId: 'request-1',
        clientIp: '192.0.2.1',
        host,
        place: place ?? null,
        bodyDigest: bytes === undefined ? null : await bodyDigest(bytes),
      },
    });
    const agent = request(app);
    const call = agent[method](target)
      .set(EDGE_CONTEXT_HEADER, context)
      .set(EDGE_SIGNATURE_HEADER, signature)
      .set(headers);
    return body === undefined ? call : call.type('json').send(JSON.stringify(body));
  };
}
