import { describe, expect, it } from 'vitest';
import { createReplyCache } from '../catalog/reply-cache.ts';
import type { Incoming } from '../incoming.ts';
import { samplePlace } from '../testing/samples.ts';
import { createForward, type Passage } from './forward.ts';

const PUBLIC = { 'cache-control': 'public, max-age=5', 'content-type': 'application/json' };

const incoming: Incoming = {
  request: new Request('https://shop.example/api/concerts'),
  target: { path: '/api/concerts', search: '' },
  trace: { requestId: 'request-1', clientIp: '192.0.2.1' },
};
const passage: Passage = {
  incoming,
  body: undefined,
  place: samplePlace(),
  sessionToken: undefined,
};

/** Forwards to an origin that gives these answers, one after the other. */
function forwardTo(...answers: Response[]) {
  const limits = { maxBytes: 1e6, maxEntries: 10, now: () => Date.now() };
  return createForward({
    callOrigin: async () => answers.shift(),
    replyCache: createReplyCache(limits),
  });
}

function cutOff(): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"items":['));
      controller.error(new Error('the connection broke'));
    },
  });
  return new Response(body, { headers: PUBLIC });
}

describe('a public reply', () => {
  it('that breaks off is none, and is not kept', async () => {
    const { forward, fromCache } = forwardTo(cutOff());
    expect(await forward(passage)).toEqual({ kind: 'away' });
    expect(fromCache(incoming)).toBeUndefined();
  });

  it('that comes whole is kept', async () => {
    const { forward, fromCache } = forwardTo(new Response('{}', { headers: PUBLIC }));
    expect(await forward(passage)).toMatchObject({ kind: 'answered' });
    expect(await fromCache(incoming)?.text()).toBe('{}');
  });
});
