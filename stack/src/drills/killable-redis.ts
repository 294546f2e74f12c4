import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findFreePort, isListening, LOOPBACK } from '../processes/free-port.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { findProgram } from '../servers/find-program.ts';
import { StartFailure } from '../start-failure.ts';

export type KillableRedis = Awaited<ReturnType<typeof startKillableRedis>>;

/** A Redis that keeps nothing on disk, on a port that stays the same when it is killed and comes back empty. */
export async function startKillableRedis() {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) {
    throw new StartFailure('The drill kills a Redis of its own: redis-server must be installed.');
  }
  const port = await findFreePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const args = ['--port', String(port), '--bind', LOOPBACK, '--save', '', '--appendonly', 'no'];
    child = spawn(program ?? '', args, { stdio: 'ignore' });
    await waitUntil(() => isListening(LOOPBACK, port), { withinMs: 10_000 });
  }

  async function kill(): Promise<void> {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  // However this process ends, its Redis ends with it.
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return { url: `redis://${LOOPBACK}:${port}/0`, start, kill };
}
