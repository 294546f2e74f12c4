import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Log } from '../log.ts';
import { findFreePort, LOOPBACK } from '../processes/free-port.ts';
import { superviseProcess } from '../processes/supervised-process.ts';
import type { Purpose } from './database-settings.ts';
import type { PrivateServer } from './private-server.ts';

type Options = { program: string; dataDir: string; purpose: Purpose; log: Log };

/** A Redis of our own. The shop's user may not flush, scan by KEYS, or change the server. */
export async function startRedis(options: Options): Promise<PrivateServer> {
  const { program, dataDir, log } = options;
  const port = await findFreePort();
  const password = randomBytes(18).toString('base64url');
  const redisDir = join(dataDir, 'redis');
  mkdirSync(redisDir, { recursive: true, mode: 0o700 });
  const aclFile = join(dataDir, 'run', 'redis.acl');
  writeFileSync(aclFile, aclOf(options, password), { mode: 0o600 });
  const url = `redis://frontrow:${password}@${LOOPBACK}:${port}/0`;
  const server = await superviseProcess({
    spec: {
      name: 'redis',
      command: program,
      args: [...settings(options), '--port', String(port), '--dir', redisDir, '--aclfile', aclFile],
      dataDir,
    },
    isReady: () => answersPing(url),
    readyWithinMs: 30_000,
    log,
  });
  return { url, what: `Redis on ${LOOPBACK}:${port}`, stop: server.stop };
}

function settings({ purpose }: Options): string[] {
  const durable = purpose === 'shop';
  return [
    ['--bind', LOOPBACK, '--protected-mode', 'yes', '--daemonize', 'no', '--save', ''],
    ['--appendonly', durable ? 'yes' : 'no', '--appendfsync', 'everysec'],
    ['--maxmemory-policy', 'noeviction'],
  ].flat();
}

function aclOf({ purpose }: Options, password: string): string {
  const hash = createHash('sha256').update(password).digest('hex');
  const commands = purpose === 'shop' ? '+@all -@admin -flushall -flushdb -swapdb -keys' : '+@all';
  // The default user cannot log in, but it is the one as which Redis replays its append-only file:
  // without rights, every transaction and script in the file would be refused and lost at a restart.
  return `user default off resetpass ~* &* +@all\nuser frontrow on #${hash} ~* &* ${commands}\n`;
}

async function answersPing(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: 1000 });
  // Without a listener a refused connection is printed; here it only means "not yet".
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } finally {
    redis.disconnect();
  }
}
