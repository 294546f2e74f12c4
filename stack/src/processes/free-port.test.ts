import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensurePortIsFree, findFreePort, LOOPBACK } from './free-port.ts';

describe('ensurePortIsFree', () => {
  it('names the port, and the option that chooses another, when a program listens there', async () => {
    const port = await findFreePort();
    const server = createServer().listen(port, LOOPBACK);
    onTestFinished(() => void server.close());
    await once(server, 'listening');

    await expect(ensurePortIsFree(port, LOOPBACK, '--port')).rejects.toThrow(
      `Port ${port} on ${LOOPBACK} is in use by another program. Stop that program, or choose another port: --port ${port + 1}`,
    );
  });

  it('leaves a free port free', async () => {
    const port = await findFreePort();

    await ensurePortIsFree(port, LOOPBACK, '--port');

    await expect(ensurePortIsFree(port, LOOPBACK, '--port')).resolves.toBeUndefined();
  });
});
