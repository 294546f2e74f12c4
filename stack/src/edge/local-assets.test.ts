import { describe, expect, it } from 'vitest';
import { answerWithAsset } from './local-assets.ts';

const files = {
  fetch: async (url: string) =>
    url === 'http://files/assets/shop-1a2b.js'
      ? new Response('shop()', { headers: { 'Content-Type': 'application/octet-stream' } })
      : new Response('[{"name":"assets"}]', { status: url.endsWith('/') ? 200 : 404 }),
};

function ask(path: string, init?: RequestInit): Promise<Response> {
  return answerWithAsset(new Request(`http://localhost${path}`, init), files);
}

describe('answerWithAsset', () => {
  it('gives the file of an exact path, with its content type', async () => {
    const response = await ask('/assets/shop-1a2b.js');

    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('shop()');
  });

  it.each(['/', '/assets/', '/assets', '/assets/none.js', '/shop-1a2b.js'])(
    'answers 404 for %s, and never a directory listing',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it('answers 304 to the ETag it gave', async () => {
    const etag = (await ask('/assets/shop-1a2b.js')).headers.get('ETag') ?? '';

    const response = await ask('/assets/shop-1a2b.js', { headers: { 'If-None-Match': etag } });

    expect(response.status).toBe(304);
  });

  it('answers HEAD without a body, and 405 to a write', async () => {
    const head = await ask('/assets/shop-1a2b.js', { method: 'HEAD' });

    expect(await head.text()).toBe('');
    expect((await ask('/assets/shop-1a2b.js', { method: 'POST' })).status).toBe(405);
  });
});
