import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { closeServer, listen } from './listen.ts';

const HOST = '127.0.0.1';

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function serve(handler: RequestListener) {
  const server = await listen(handler, { port: 0, host: HOST });
  const url = `http://${HOST}:${portOf(server)}/`;
  return { server, ask: () => fetch(url) };
}

describe('a server', () => {
  it('says which port is taken', async () => {
    const { server } = await serve((_req, res) => res.end());
    const port = portOf(server);
    const second = listen((_req, res) => res.end(), { port, host: HOST });
    await expect(second).rejects.toThrow(`Port ${port} on ${HOST} is in use.`);
    await closeServer(server, 0);
  });

  it('that stops lets a running request finish, and takes no new one', async () => {
    const { server, ask } = await serve((_req, res) => setTimeout(() => res.end('done'), 200));
    const running = ask();
    await sleep(50);
    const closed = closeServer(server, 5_000);
    await expect(ask()).rejects.toThrow('fetch failed');
    expect(await (await running).text()).toBe('done');
    await closed;
  });

  it('that stops cuts off what outlasts its grace', async () => {
    const { server, ask } = await serve(() => undefined);
    const endless = ask();
    await sleep(50);
    await Promise.all([closeServer(server, 100), expect(endless).rejects.toThrow('fetch failed')]);
  });
});
