import { describe, expect, it } from 'vitest';
import { createVerifyTurnstile } from './verify-turnstile.ts';

const proof = {
  token: 'token-1',
  clientIp: '192.0.2.1',
  hostname: 'shop.example',
  idempotencyKey: '0d1c2b3a-0000-8000-a000-000000000000',
};
const HUMAN = { success: true, hostname: 'shop.example', action: 'join', 'error-codes': [] };

type Answer = unknown;

/** A verifier that gives these answers, one after the other; a function is called for one. */
function verifier(...answers: Answer[]) {
  const bodies: object[] = [];
  async function fetch(_url: string, init: RequestInit): Promise<Response> {
    bodies.push(JSON.parse(init.body as string) as object);
    const answer = answers.shift();
    if (answer === 'hangs') {
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('timed out')));
      });
    }
    return answer instanceof Response ? answer : Response.json(answer);
  }
  const verifyUrl = 'https://verify.example/siteverify';
  const verify = createVerifyTurnstile({ verifyUrl, secret: 's3cret', fetch, timeoutMs: 20 });
  return { verify, bodies };
}

describe('asking the verifier', () => {
  it('tells it the secret, the token, the address and a key for repeating', async () => {
    const { verify, bodies } = verifier(HUMAN);
    expect(await verify(proof)).toEqual({ kind: 'human' });
    expect(bodies).toEqual([
      {
        secret: 's3cret',
        response: 'token-1',
        remoteip: '192.0.2.1',
        idempotency_key: proof.idempotencyKey,
      },
    ]);
  });

  it('names no address that it does not know', async () => {
    const { verify, bodies } = verifier(HUMAN);
    await verify({ ...proof, clientIp: 'unknown' });
    expect(bodies[0]).not.toHaveProperty('remoteip');
  });

  it.each([
    ['hangs', 'hangs'],
    ['breaks', new Response('oops', { status: 500 })],
    ['breaks with JSON', Response.json(HUMAN, { status: 503 })],
    ['sends a page', new Response('<h1>Just a moment</h1>')],
    ['says something else', { ok: true }],
  ])('asks again under the same key when it %s', async (_what, answer) => {
    const { verify, bodies } = verifier(answer, HUMAN);
    expect(await verify(proof)).toEqual({ kind: 'human' });
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it('gives up after the second silence', async () => {
    const { verify, bodies } = verifier('hangs', 'hangs', HUMAN);
    expect(await verify(proof)).toMatchObject({ kind: 'unavailable' });
    expect(bodies).toHaveLength(2);
  });
});

describe('the verdict', () => {
  it.each([
    ['a token that is not one', { success: false, 'error-codes': ['invalid-input-response'] }],
    ['a token used before', { success: false, 'error-codes': ['timeout-or-duplicate'] }],
    ['a token of another site', { ...HUMAN, hostname: 'elsewhere.example' }],
    ['a token for something else', { ...HUMAN, action: 'newsletter' }],
    ['no reason at all', { success: false }],
  ])('is "failed" for %s', async (_what, answer) => {
    expect(await verifier(answer).verify(proof)).toMatchObject({ kind: 'failed' });
  });

  it.each(['invalid-input-secret', 'missing-input-secret', 'internal-error'])(
    'does not blame the visitor for %s',
    async (code) => {
      const { verify } = verifier({ success: false, 'error-codes': [code] });
      expect(await verify(proof)).toEqual({ kind: 'unavailable', why: code });
    },
  );

  it('needs neither a host nor an action to be said', async () => {
    expect(await verifier({ success: true }).verify(proof)).toEqual({ kind: 'human' });
    const empty = { ...HUMAN, hostname: '', action: '' };
    expect(await verifier(empty).verify(proof)).toEqual({ kind: 'human' });
  });
});
