import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEdge } from './edge.ts';
import { createKeys } from './keys.ts';
import { readProcessIdentity } from './processes/process-identity.ts';
import { makeTempDir } from './testing/temp-dir.ts';

const worker = `
import { DurableObject } from 'cloudflare:workers';
export class ArrivalGate extends DurableObject {
  arrive(room) { return room + ' answered'; }
}
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    return pathname === '/bindings'
      ? Response.json(Object.keys(env).sort())
      : pathname === '/object' ? new Response(await env.ARRIVAL_GATE.getByName('main/new/0').arrive('main'))
      : pathname === '/origin' ? fetch(env.ORIGIN_URL) : env.ASSETS.fetch(request);
  },
};`;

function buildFakeEdge(): string {
  const builtDir = makeTempDir();
  mkdirSync(join(builtDir, 'worker'));
  mkdirSync(join(builtDir, 'client'));
  writeFileSync(join(builtDir, 'worker', 'worker.js'), worker);
  writeFileSync(join(builtDir, 'client', 'shop.html'), '<h1>Shop</h1>');
  writeFileSync(join(builtDir, 'outside.txt'), 'not for the public');
  return builtDir;
}

async function startForTest({ builtDir = buildFakeEdge(), originUrl = 'http://127.0.0.1:9' } = {}) {
  const edge = await startEdge({
    originUrl,
    keys: createKeys(),
    dataDir: makeTempDir(),
    log: () => undefined,
    builtDir,
  });
  onTestFinished(edge.stop);
  return edge;
}

describe('startEdge', () => {
  it('gives the Worker its bindings and the pages', async () => {
    const { url } = await startForTest();

    const bindings = await (await fetch(`${url}/bindings`)).json();
    const page = await fetch(`${url}/shop.html`);

    expect(bindings).toEqual([
      'ARRIVAL_GATE',
      'ASSETS',
      'EDGE_KEYS',
      'ORIGIN_URL',
      'PLACE_KEYS',
      'SESSION_KEYS',
    ]);
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toBe('<h1>Shop</h1>');
  });

  it('runs the Durable Objects that the deployed Worker has', async () => {
    const { url } = await startForTest();

    expect(await (await fetch(`${url}/object`)).text()).toBe('main answered');
  });

  it.each(['/', '/..%2foutside.txt', '/%2e%2e/outside.txt', '//outside.txt'])(
    'gives no file outside the pages for %s',
    async (path) => {
      const { url } = await startForTest();

      expect((await fetch(`${url}${path}`)).status).toBe(404);
    },
  );

  it('lets the Worker reach an origin on loopback', async () => {
    const origin = await startForTest();
    const edge = await startForTest({ originUrl: `${origin.url}/shop.html` });

    expect(await (await fetch(`${edge.url}/origin`)).text()).toBe('<h1>Shop</h1>');
  });

  it('leaves no process behind after stop', async () => {
    const edge = await startForTest();
    const pid = edge.pid() ?? 0;

    await edge.stop();

    expect(readProcessIdentity(pid)).toBeUndefined();
  });

  it('says how to build a Worker that is missing', async () => {
    await expect(startForTest({ builtDir: makeTempDir() })).rejects.toThrow(/npm run build/);
  });
});
