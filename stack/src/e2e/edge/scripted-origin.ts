import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  arrivalsBody,
  bodyDigest,
  DEFAULT_ROOM_SETTINGS,
  roomSnapshot,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  readKeyRing,
  ROOM_SESSION_HEADER,
  roomSessionToken,
  verifyEdgeRequest,
  type EdgeContext,
  type EnterRefusal,
  type KeyRing,
  type RoomSnapshot,
} from '@frontrow/protocol';
import type { Keys } from '../../keys.ts';

export type Call = {
  method: string;
  /** Path and query as they arrived. */
  target: string;
  headers: IncomingMessage['headers'];
  body: string;
  context: EdgeContext;
};

export type Reply = { status: number; headers?: Record<string, string | string[]>; body?: unknown };

/** What the origin of a test answers; undefined leaves the answer to the next one. */
export type Answer = (call: Call) => Reply | undefined | Promise<Reply | undefined>;

/** A small origin that takes nothing but genuine edge requests and answers rooms from a script. */
export async function startScriptedOrigin(keys: Keys) {
  const edgeKeys = await readKeyRing(keys.edge);
  const sessionKeys = await readKeyRing(keys.session);
  const calls: Call[] = [];
  const room: RoomSnapshot = calmRoom();
  const script: { answer: Answer } = { answer: () => undefined };
  const forged = { count: 0 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(edgeKeys, request);
    if (call === undefined) {
      forged.count += 1;
      send(response, { status: 403 });
      return;
    }
    calls.push(call);
    const reply = await script.answer(call);
    send(response, reply ?? (await roomReply(call, room, sessionKeys)) ?? shopReply(call));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    room,
    script,
    forged,
    /** What reached the shop, as against the room's own calls. */
    forwarded: () => calls.filter(({ target }) => !target.startsWith('/internal/')),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function refuse(reason: EnterRefusal): Reply {
  return { status: reason === 'unavailable' ? 503 : 403, headers: { 'x-room-refused': reason } };
}

function calmRoom(): RoomSnapshot {
  return roomSnapshot.parse({
    room: 'main',
    epoch: 1,
    settingsVersion: 1,
    settings: DEFAULT_ROOM_SETTINGS,
    issued: 100,
    calledUpTo: 100,
    waiting: 1000,
    called: 0,
    active: 0,
    entriesLastMinute: 60,
    takenAt: Date.now(),
  });
}

async function readCall(ring: KeyRing, request: IncomingMessage): Promise<Call | undefined> {
  const { method = '', url: target = '', headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const context = await verifyEdgeRequest(ring, {
    method,
    target,
    context: String(headers[EDGE_CONTEXT_HEADER]),
    signature: String(headers[EDGE_SIGNATURE_HEADER]),
  });
  const digest = bytes.length === 0 ? null : await bodyDigest(bytes);
  return context === undefined || context.bodyDigest !== digest
    ? undefined
    : { method, target, headers, body: Buffer.from(bytes).toString(), context };
}

/** Calls that are answered like another one. */
const ANSWERED_AS: Record<string, string> = {
  extend: 'enter',
  complete: 'leave',
  revoke: 'leave',
};

async function roomReply(
  { method, target, body, context }: Call,
  room: RoomSnapshot,
  sessionKeys: KeyRing,
): Promise<Reply | undefined> {
  const call = /^\/internal\/rooms(?:\/main\/(?<name>\w+))?$/.exec(target);
  if (call === null) {
    return undefined;
  }
  const name = call.groups?.['name'] ?? 'rooms';
  switch (`${method} ${ANSWERED_AS[name] ?? name}`) {
    case 'GET rooms':
      room.takenAt = Date.now();
      return { status: 200, body: { rooms: [room] } };
    case 'POST arrivals': {
      const { arrivals } = arrivalsBody.parse(JSON.parse(body));
      const places = arrivals.map(({ id, number }) => ({
        id,
        number: number ?? (room.issued += 1),
        ticket: null,
        called: false,
      }));
      return { status: 200, body: { epoch: room.epoch, places } };
    }
    case 'POST enter': {
      const placeId = context.place?.id ?? '';
      const session = await roomSessionToken.sign(sessionKeys, { room: 'main', placeId }, 300);
      const expiresAt = new Date(Date.now() + 300_000).toISOString();
      const headers = { [ROOM_SESSION_HEADER]: session };
      return { status: 200, headers, body: { state: 'active', expiresAt } };
    }
    case 'POST leave':
      return { status: 204 };
    default:
      return { status: 404 };
  }
}

function shopReply({ method, target }: Call): Reply {
  return { status: 200, body: { method, target } };
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}
