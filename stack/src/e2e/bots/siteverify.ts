import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SITE_KEY = '1x00000000000000000000AA';
export const SECRET = '1x0000000000000000000000000000000AA';

type Asked = { secret: string; response: string; remoteip?: string; idempotency_key?: string };
type Mode = 'works' | 'hangs' | 'breaks' | 'sends a page';

export type Siteverify = Awaited<ReturnType<typeof startSiteverify>>;

/**
 * A server that speaks the protocol of Turnstile's `siteverify`: a token is good once, and again for the same
 * idempotency key. Tokens are `<host>:<anything>`; `bad…` is none.
 */
export async function startSiteverify() {
  const asked: Asked[] = [];
  const judge = createJudge();
  const state: { mode: Mode } = { mode: 'works' };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    asked.push(body);
    if (state.mode === 'hangs') {
      return;
    }
    if (state.mode === 'sends a page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Just a moment</h1>');
      return;
    }
    const status = state.mode === 'breaks' ? 500 : 200;
    const verdict = state.mode === 'breaks' ? {} : judge(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(verdict));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    bindings: {
      TURNSTILE_SITE_KEY: SITE_KEY,
      TURNSTILE_SECRET: SECRET,
      TURNSTILE_VERIFY_URL: `http://127.0.0.1:${port}/siteverify`,
      TURNSTILE_SCRIPT_URL: 'https://challenges.example/api.js',
    },
    asked,
    state,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Remembers which tokens were used, and with which idempotency key. */
function createJudge() {
  const used = new Map<string, string | undefined>();
  return function judge({ secret, response, idempotency_key }: Asked) {
    if (secret !== SECRET) {
      return failure('invalid-input-secret');
    }
    if (response.startsWith('bad')) {
      return failure('invalid-input-response');
    }
    const isReplay = used.has(response);
    if (isReplay && (idempotency_key === undefined || used.get(response) !== idempotency_key)) {
      return failure('timeout-or-duplicate');
    }
    used.set(response, idempotency_key);
    const [hostname, action = 'join'] = response.split(':');
    const challenge_ts = new Date().toISOString();
    return { success: true, challenge_ts, hostname, action, cdata: '', 'error-codes': [] };
  };
}

function failure(code: string) {
  return { success: false, 'error-codes': [code], messages: [] };
}
