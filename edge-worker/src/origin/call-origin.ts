import {
  bodyDigest,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  ROOM_SESSION_HEADER,
  signEdgeRequest,
  type KeyRing,
  type Place,
} from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';

type Deps = {
  originUrl: string;
  edgeKeys: KeyRing;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
};

export type OriginCall = {
  method: string;
  /** Path and query, exactly as they are signed and sent. */
  target: string;
  trace: Trace;
  place: Place | null;
  timeoutMs: number;
  headers?: Headers;
  body?: Uint8Array<ArrayBuffer> | undefined;
  sessionToken?: string | undefined;
};

export type CallOrigin = ReturnType<typeof createCallOrigin>;

/** One signed request to the origin; undefined when no answer came in time. Redirects are not followed. */
export function createCallOrigin({ originUrl, edgeKeys, fetch }: Deps) {
  return async function callOrigin(call: OriginCall): Promise<Response | undefined> {
    const { method, target, trace, place, body } = call;
    const { context, signature } = await signEdgeRequest(edgeKeys, {
      method,
      target,
      context: {
        ...trace,
        place,
        bodyDigest: body === undefined ? null : await bodyDigest(body),
      },
    });
    const headers = new Headers(call.headers);
    headers.set(EDGE_CONTEXT_HEADER, context);
    headers.set(EDGE_SIGNATURE_HEADER, signature);
    if (call.sessionToken !== undefined) {
      headers.set(ROOM_SESSION_HEADER, call.sessionToken);
    }
    try {
      return await fetch(`${originUrl}${target}`, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(call.timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      // Timeouts and broken connections look alike from here: the caller fails closed on both.
      return undefined;
    }
  };
}
