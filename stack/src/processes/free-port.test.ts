import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensurePortIsFree, findFreePort, loopback } from './free-port.ts';

describe('ensurePortIsFree', () => {
  it('names the port, and the option that chooses another, when a program listens there', async () => {
    const port = await findFreePort();
    const server = createServer().listen(port, loopback);
    onTestFinished(() => void server.close());
    await once(server, 'listening');

    await expect(ensurePortIsFree(port, loopback, '--port')).rejects.toThrow(
      `Port ${port} on ${loopback} is in use by another program. Stop that program, or choose another port: --port ${port + 1}`,
    );
  });

  it('leaves a free port free', async () => {
    const port = await findFreePort();

    await ensurePortIsFree(port, loopback, '--port');

    await expect(ensurePortIsFree(port, loopback, '--port')).resolves.toBeUndefined();
  });
});
