import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.ts';
import { findFreePort, LOOPBACK } from '../processes/free-port.ts';
import { runCommand } from '../processes/run-command.ts';
import { StartFailure } from '../start-failure.ts';
import { findProgram } from './find-program.ts';
import type { PrivateServer } from './private-server.ts';

export type ServiceName = 'database' | 'redis';
type Options = { service: ServiceName; dataDir: string; fresh: boolean; log: Log };

const COMPOSE_FILE = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));
/** The first start may have to pull the image. */
const UP_TIMEOUT_MS = 10 * 60_000;

/** Whether an engine answers and knows compose; the client alone is no use. */
export async function isDockerRunning(): Promise<boolean> {
  const docker = findProgram('docker');
  if (docker === undefined) {
    return false;
  }
  const engine = await runCommand(docker, ['info'], { timeoutMs: 10_000 });
  return engine.ok && (await runCommand(docker, ['compose', 'version'], { timeoutMs: 10_000 })).ok;
}

/** Brings up one service of docker-compose.yml on a free loopback port; its data stays in a named volume. */
export async function startDockerService(options: Options): Promise<PrivateServer> {
  const { service, dataDir, fresh, log } = options;
  const port = await findFreePort();
  const password = keptPassword(dataDir);
  const compose = composeWith({
    ...process.env,
    FRONTROW_DATABASE_PASSWORD: password,
    [service === 'database' ? 'FRONTROW_DATABASE_PORT' : 'FRONTROW_REDIS_PORT']: String(port),
  });
  if (fresh) {
    await compose('rm', '--stop', '--force', service);
    await removeVolume(service);
  }
  log(`Starting the container "${service}" (docker compose) …`);
  const up = await compose('up', '-d', '--wait', service);
  if (!up.ok) {
    throw new StartFailure(`docker compose could not bring up "${service}":\n${up.output}`);
  }
  const url =
    service === 'database'
      ? `mysql://frontrow:${password}@${LOOPBACK}:${port}/frontrow`
      : `redis://${LOOPBACK}:${port}/0`;
  return {
    url,
    what: `${service} in Docker on ${LOOPBACK}:${port}`,
    stop: async () => void (await compose('stop', service)),
  };
}

function composeWith(env: NodeJS.ProcessEnv) {
  return (...args: string[]) =>
    runCommand('docker', ['compose', '--file', COMPOSE_FILE, ...args], {
      timeoutMs: UP_TIMEOUT_MS,
      env,
    });
}

function removeVolume(service: ServiceName) {
  return runCommand('docker', ['volume', 'rm', '--force', `frontrow_${service}`], {
    timeoutMs: 60_000,
  });
}

/** The image sets the password only when it makes its volume, so a later start needs the same one. */
function keptPassword(dataDir: string): string {
  const file = join(dataDir, 'docker-password');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
