import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { readWorkerSettings, type WorkerSettings } from './edge/worker-settings.ts';
import { workerdConfig } from './edge/workerd-config.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import { findFreePort, isListening, LOOPBACK } from './processes/free-port.ts';
import { superviseProcess } from './processes/supervised-process.ts';
import { edgeDir } from './repository.ts';
import { StartFailure } from './start-failure.ts';

export type EdgeOptions = {
  originUrl: string;
  keys: Keys;
  /** Where the log and the note of the running process go. */
  dataDir: string;
  log: Log;
  host?: string;
  /** A free one when not given. */
  port?: number;
  /** Unique in the data directory; two edges need two names. */
  name?: string;
  /** The folder with worker/worker.js and client/; the built Worker when not given. */
  builtDir?: string;
  settings?: WorkerSettings;
  /** A port of this machine at which workerd tells profilers what it does. */
  inspectorPort?: number | undefined;
  /** Text bindings beyond those that every Worker needs. */
  bindings?: Readonly<Record<string, string>>;
};

export type Edge = { url: string; pid: () => number | undefined; stop: () => Promise<void> };

/** Runs the built Worker on workerd, with what Cloudflare would give it: its bindings and its static assets. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { host = LOOPBACK, port = await findFreePort(), name = 'edge', log, dataDir } = options;
  const env = edgeBindings(options);
  const runDir = prepareRunDir(options, {
    address: addressOf(host, port),
    bindings: Object.keys(env),
  });
  const removeRunDir = () => rmSync(runDir, { recursive: true, force: true });
  const edge = await superviseProcess({
    spec: {
      name,
      command: workerdProgram(),
      args: ['serve', ...inspected(options), join(runDir, 'config.capnp')],
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
      dataDir,
      // workerd lets open connections finish; a browser's idle ones would hold the stop up.
      stopWithinMs: 3000,
    },
    // A connection is enough: a request would go on to the origin and join the line.
    isReady: () => isListening(host, port),
    readyWithinMs: 20_000,
    log,
  }).catch((error: unknown) => {
    removeRunDir();
    throw error;
  });
  return {
    url: `http://localhost:${port}`,
    pid: edge.pid,
    stop: () => edge.stop().finally(removeRunDir),
  };
}

function inspected({ inspectorPort }: EdgeOptions): string[] {
  return inspectorPort === undefined
    ? []
    : [`--inspector-addr=${addressOf(LOOPBACK, inspectorPort)}`];
}

/** The Worker's text bindings. */
export function edgeBindings({ originUrl, keys, bindings }: EdgeOptions): Record<string, string> {
  return {
    ...bindings,
    ORIGIN_URL: originUrl,
    EDGE_KEYS: keys.edge,
    SESSION_KEYS: keys.session,
    PLACE_KEYS: keys.place,
  };
}

/** A copy of the build, so that a later build does not change the pages under a running Worker. */
function prepareRunDir(
  options: EdgeOptions,
  { address, bindings }: { address: string; bindings: string[] },
): string {
  const { dataDir, name = 'edge', builtDir = join(edgeDir, 'dist') } = options;
  const worker = join(builtDir, 'worker', 'worker.js');
  if (!existsSync(worker)) {
    throw new StartFailure(`${worker} is missing: the edge is not built (npm run build).`);
  }
  const runDir = join(dataDir, 'run', name);
  rmSync(runDir, { recursive: true, force: true });
  mkdirSync(runDir, { recursive: true });
  const filesDir = join(runDir, 'client');
  cpSync(join(builtDir, 'client'), filesDir, { recursive: true });
  cpSync(worker, join(runDir, 'worker.js'));
  writeFileSync(join(runDir, 'assets.js'), readAssetsWorker());
  const config = workerdConfig({
    address,
    filesDir,
    bindings,
    settings: options.settings ?? readWorkerSettings(),
  });
  writeFileSync(join(runDir, 'config.capnp'), config);
  return runDir;
}

function readAssetsWorker(): string {
  const source = fileURLToPath(new URL('./edge/local-assets.ts', import.meta.url));
  return transformSync(readFileSync(source, 'utf8'), { loader: 'ts', target: 'es2024' }).code;
}

/** The binary itself: the package's launcher would stand between us and its signals. */
function workerdProgram(): string {
  return (createRequire(import.meta.url)('workerd') as { default: string }).default;
}

function addressOf(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
