import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

const decoder = new TextDecoder();

function post(body: BodyInit | null): Request {
  // Where Node makes the request, a stream needs a `duplex`.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  return new Request('http://edge/api/wallet/charges', init);
}

describe('reading a body', () => {
  it('gives the bytes as they came', async () => {
    expect(decoder.decode(await readBody(post('{"amount":5}'), 100))).toBe('{"amount":5}');
  });

  it.each([null, ''])('takes %o for no body', async (body) => {
    expect(await readBody(post(body), 100)).toBeUndefined();
  });

  it('asks no stream for what is declared to be empty', async () => {
    const asked = post(new ReadableStream({ pull: () => Promise.reject(new Error('asked')) }));
    asked.headers.set('content-length', '0');
    expect(await readBody(asked, 100)).toBeUndefined();
  });

  it('refuses one that is too long, however it comes', async () => {
    const refusal = { code: 'body_too_large' };
    await expect(readBody(post('x'.repeat(101)), 100)).rejects.toMatchObject(refusal);
  });

  it('calls a body that breaks off a bad request, not a fault of ours', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"am'));
        controller.error(new Error('Network connection lost.'));
      },
    });
    await expect(readBody(post(broken), 100)).rejects.toMatchObject({ code: 'bad_request' });
  });
});
