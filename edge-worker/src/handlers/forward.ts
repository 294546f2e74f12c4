import {
  REQUEST_ID_HEADER,
  ROOM_COMPLETED_HEADER,
  ROOM_SESSION_HEADER,
  type EnterRefusal,
  type Place,
} from '@frontrow/protocol';
import { isPublic, type ReplyCache } from '../catalog/reply-cache.ts';
import type { Incoming } from '../incoming.ts';
import type { CallOrigin } from '../origin/call-origin.ts';
import { headersForClient, headersForOrigin } from '../origin/forwarded-headers.ts';
import { readCommand, readRefusal, type RoomCommand } from '../origin/read-answer.ts';
import { conditionalReply, conditionalStream } from '../replies/conditional.ts';

type Deps = { callOrigin: CallOrigin; replyCache: ReplyCache };

export type Passage = {
  incoming: Incoming;
  body: Uint8Array<ArrayBuffer> | undefined;
  place: Place | null;
  sessionToken: string | undefined;
};

export type Forwarded =
  | {
      kind: 'answered';
      response: Response;
      sessionToken: string | undefined;
      /** The place is over: its cookies can go. */
      isOver: boolean;
      /** What else the shop says about the visitor. */
      command: RoomCommand | undefined;
    }
  | { kind: 'refused'; reason: EnterRefusal }
  | { kind: 'away' };

export type Forward = ReturnType<typeof createForward>;

const FORWARD_TIMEOUT_MS = 10_000;

/** Hands requests on to the origin under the spelling that was judged, and reads its verdict. */
export function createForward({ callOrigin, replyCache }: Deps) {
  async function forward(passage: Passage): Promise<Forwarded> {
    const { request } = passage.incoming;
    const asked = headersForOrigin(request.headers);
    // The edge compares ETags itself where it may keep the reply: of a 304 there is nothing to keep.
    return request.method === 'GET' && passage.place !== null
      ? forwardGet(passage, asked)
      : judged(await call(passage, asked), passedOn);
  }

  /** The kept reply to a GET while it is fresh. Whether this visitor may have it is the caller's question. */
  function fromCache({ request, target }: Incoming): Response | undefined {
    const found = replyCache.find(keyOf(target), headersForOrigin(request.headers));
    return found?.kind === 'fresh' ? conditionalReply(request, found.reply) : undefined;
  }

  async function forwardGet(passage: Passage, asked: Headers): Promise<Forwarded> {
    const { request, target } = passage.incoming;
    const key = keyOf(target);
    const found = replyCache.find(key, asked);
    const etag = found?.kind === 'stale' ? found.etag : null;
    const answer = await call(passage, withCondition(asked, etag));
    if (answer?.status !== 304) {
      return judged(answer, (origin) => keepPublic(request, key, asked, origin));
    }
    const renewed = replyCache.renew(key, asked, headersForClient(answer.headers));
    // Evicted while the origin was asked: the whole reply is needed after all.
    return renewed === undefined
      ? judged(await call(passage, asked), passedOn)
      : judged(answer, () => conditionalReply(request, renewed));
  }

  async function keepPublic(request: Request, key: string, asked: Headers, origin: Response) {
    if (!isPublic(origin)) {
      return conditionalStream(request, origin, headersForClient(origin.headers));
    }
    const headers = headersForClient(origin.headers);
    // The body is kept decoded, and the id is another request's.
    for (const name of ['content-encoding', 'content-length', REQUEST_ID_HEADER]) {
      headers.delete(name);
    }
    const body = await readWhole(origin);
    return body && conditionalReply(request, replyCache.store(key, asked, { headers, body }));
  }

  function call(passage: Passage, headers: Headers): Promise<Response | undefined> {
    const { incoming, ...rest } = passage;
    const { method } = incoming.request;
    const target = keyOf(incoming.target);
    const { trace } = incoming;
    return callOrigin({ ...rest, method, target, trace, headers, timeoutMs: FORWARD_TIMEOUT_MS });
  }

  return { forward, fromCache };
}

async function judged(
  answer: Response | undefined,
  present: (answer: Response) => Response | undefined | Promise<Response | undefined>,
): Promise<Forwarded> {
  if (answer === undefined) {
    return { kind: 'away' };
  }
  const reason = readRefusal(answer);
  if (reason !== undefined) {
    await answer.body?.cancel();
    return { kind: 'refused', reason };
  }
  const response = await present(answer);
  if (response === undefined) {
    return { kind: 'away' };
  }
  return {
    kind: 'answered',
    response,
    sessionToken: answer.headers.get(ROOM_SESSION_HEADER) ?? undefined,
    isOver: answer.headers.has(ROOM_COMPLETED_HEADER),
    command: readCommand(answer),
  };
}

/** The body, or undefined when it broke off or took too long. */
async function readWhole(origin: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await origin.arrayBuffer());
  } catch {
    // Half a reply is none: it must not be kept, and the client is told to come again.
    return undefined;
  }
}

function passedOn(origin: Response): Response {
  const headers = headersForClient(origin.headers);
  return new Response(origin.body, { status: origin.status, headers });
}

function withCondition(asked: Headers, etag: string | null): Headers {
  const headers = new Headers(asked);
  headers.delete('if-none-match');
  if (etag !== null) {
    headers.set('if-none-match', etag);
  }
  return headers;
}

/** Path and query: what is judged, signed, sent and kept are one and the same text. */
function keyOf({ path, search }: Incoming['target']): string {
  return `${path}${search}`;
}
