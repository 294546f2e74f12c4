import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findFreePort, isListening, LOOPBACK } from '../processes/free-port.ts';
import { createShutdown } from '../processes/shutdown.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { findProgram } from '../servers/find-program.ts';
import { StartFailure } from '../start-failure.ts';

export type KillableRedis = {
  url: string;
  /** From now on what is written is known to the server alone that will be killed. */
  fallBehind: () => Promise<void>;
  /** With SIGKILL. */
  kill: () => Promise<void>;
  /** Under the same address: empty, or as the replica has it. */
  comeBack: () => Promise<void>;
  /** Ends all that was started, at whatever point the drill is. */
  stop: () => Promise<void>;
};

const READY_WITHIN_MS = 10_000;
/** What a replica may well be behind. */
const BEHIND_MS = 500;

/** A Redis that keeps nothing on disk, on a port that stays the same when it is killed and comes back empty. */
export async function startKillableRedis(): Promise<KillableRedis> {
  const port = await findFreePort();
  let server = await startServer(port);
  return {
    url: `redis://${LOOPBACK}:${port}/0`,
    fallBehind: async () => {},
    kill: () => killServer(server),
    async comeBack() {
      server = await startServer(port);
    },
    stop: () => killServer(server),
  };
}

/** A Redis with a replica that takes over its address, and had stopped to hear of it a moment before. */
export async function startReplicatedRedis(): Promise<KillableRedis> {
  const { add, run: stop } = createShutdown();
  try {
    const [port, replicaPort] = [await findFreePort(), await findFreePort()];
    const first = await startServer(port);
    add(() => killServer(first));
    const second = await startServer(replicaPort, ['--replicaof', LOOPBACK, String(port)]);
    add(() => killServer(second));
    const replica = new Redis(replicaPort, LOOPBACK);
    add(async () => replica.disconnect());
    await untilLinked(replica);
    return {
      url: `redis://${LOOPBACK}:${port}/0`,
      async fallBehind() {
        await replica.replicaof('NO', 'ONE');
        await sleep(BEHIND_MS);
      },
      kill: () => killServer(first),
      async comeBack() {
        await replica.config('SET', 'port', String(port));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilLinked(replica: Redis): Promise<void> {
  const isLinked = await waitUntil(
    async () => (await replica.info('replication')).includes('link_status:up'),
    { withinMs: READY_WITHIN_MS },
  );
  if (!isLinked) {
    throw new StartFailure(
      `The replica of the drill's Redis was not linked within ${READY_WITHIN_MS / 1000} s.`,
    );
  }
}

async function startServer(port: number, settings: string[] = []): Promise<ChildProcess> {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) {
    throw new StartFailure('The drill kills a Redis of its own: redis-server must be installed.');
  }
  const always = ['--bind', LOOPBACK, '--save', '', '--appendonly', 'no'];
  const child = spawn(program, ['--port', String(port), ...always, ...settings], {
    stdio: 'ignore',
    // A replica puts what it gets from the other on disk first.
    cwd: tmpdir(),
  });
  // However this process ends, its Redis ends with it.
  process.once('exit', () => child.kill('SIGKILL'));
  const isReady = await waitUntil(() => isListening(LOOPBACK, port), { withinMs: READY_WITHIN_MS });
  if (!isReady) {
    await killServer(child);
    throw new StartFailure(
      `The drill's Redis on port ${port} did not answer within ${READY_WITHIN_MS / 1000} s.`,
    );
  }
  return child;
}

async function killServer(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
