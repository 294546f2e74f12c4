import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import { findFreePort, LOOPBACK } from './processes/free-port.ts';
import { type SupervisedProcess, superviseProcess } from './processes/supervised-process.ts';
import { originServer } from './repository.ts';

export type OriginsOptions = {
  count: number;
  databaseUrl: string;
  redisUrl: string;
  keys: Keys;
  /** The edge's URL, as browsers see it. */
  publicUrl: string;
  /** Where the logs and the notes of the running processes go. */
  dataDir: string;
  log: Log;
  /** A random free one when not given: two starts that chose the same would share it unnoticed. */
  port?: number;
  /** Settings of the origin beyond these, by name; they win. */
  env?: Record<string, string>;
  /** Unique in the data directory; the processes are `<name>-1`, `<name>-2`, … */
  name?: string;
  /** Starts anew whenever a source file changes; for developing only. */
  watch?: boolean;
  /** The program each process runs; the origin's own when not given. */
  program?: string;
};

export type Origins = {
  url: string;
  processes: { name: string; pid: () => number | undefined; metricsUrl: string; logFile: string }[];
  stop: () => Promise<void>;
};

type Origin = SupervisedProcess & { metricsUrl: string };

/** Origin processes that share one port, as behind a load balancer: nothing may assume there is only one. */
export async function startOrigins(options: OriginsOptions): Promise<Origins> {
  const { port = await findFreePort() } = options;
  const numbers = Array.from({ length: sharedBy(options) }, (_, index) => index + 1);
  const starts = await Promise.allSettled(
    numbers.map((number) => startOrigin(options, number, port)),
  );
  const origins = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(origins.map((origin) => origin.stop()));
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    url: `http://${LOOPBACK}:${port}`,
    processes: origins.map(({ name, pid, metricsUrl, logFile }) => ({
      name,
      pid,
      metricsUrl,
      logFile,
    })),
    stop,
  };
}

/** Only some kernels spread the connections of one port over processes; macOS does not. */
function sharedBy({ count, log }: OriginsOptions): number {
  if (count > 1 && process.platform === 'darwin') {
    log('This system cannot share a port between processes: one origin instead of several.');
    return 1;
  }
  return count;
}

async function startOrigin(options: OriginsOptions, number: number, port: number): Promise<Origin> {
  const { dataDir, log, name = 'origin', program = originServer, watch = false } = options;
  const metricsPort = await findFreePort();
  const metricsUrl = `http://${LOOPBACK}:${metricsPort}`;
  const origin = await superviseProcess({
    spec: {
      name: `${name}-${number}`,
      command: process.execPath,
      args: watch ? ['--watch', '--watch-preserve-output', program] : [program],
      dataDir,
      env: { ...process.env, ...environmentOf(options, port, metricsPort), ...options.env },
    },
    // Its own port first: the shared one may be answered by another origin.
    isReady: async () =>
      (await isReady(metricsUrl)) && (await isReady(`http://${LOOPBACK}:${port}`)),
    readyWithinMs: 30_000,
    log,
  });
  return { ...origin, metricsUrl };
}

function environmentOf(options: OriginsOptions, port: number, metricsPort: number) {
  return {
    NODE_ENV: 'production',
    HOST: LOOPBACK,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    REUSE_PORT: String(process.platform !== 'darwin'),
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    EDGE_KEYS: options.keys.edge,
    SESSION_KEYS: options.keys.session,
    PUBLIC_URL: options.publicUrl,
    SCHEDULERS: 'true',
    DEMO_ACCOUNTS: 'true',
  };
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) });
  await response.body?.cancel();
  return response.ok;
}
