import { tellAddresses } from './addresses.ts';
import { startDevEdge } from './edge-dev.ts';
import { type Edge, startEdge } from './edge.ts';
import { buildEdgeIfStale } from './edge/build-edge.ts';
import { readOptionalBindings } from './edge/optional-bindings.ts';
import { keepKeys } from './keys.ts';
import type { Log } from './log.ts';
import { type Origins, startOrigins } from './origins.ts';
import { type DemoAccounts, prepareDatabase } from './prepare-database.ts';
import { ensurePortIsFree } from './processes/free-port.ts';
import type { Shutdown } from './processes/shutdown.ts';
import { provideServers, type Servers } from './servers/provide-servers.ts';
import type { StartOptions } from './start-options.ts';

type Deps = { log: Log; shutdown: Shutdown };

export type RunningStack = { edge: Edge; origins: Origins; accounts: DemoAccounts | undefined };

/** Brings everything up in order; whatever came up is known to `shutdown`, also when a later part fails. */
export async function runStack(options: StartOptions, deps: Deps): Promise<RunningStack> {
  const { log, shutdown } = deps;
  const bindings = readOptionalBindings(process.env);
  const servers = await provideServersAndBuild(options, deps);
  const isOurs = servers.kind.database !== 'given';
  const accounts = await shutdown.finish(() =>
    prepareDatabase({ ...servers, isOurs, demo: options.demo, log }),
  );

  const { dataDir, host, port } = options;
  const shared = { dataDir, log, keys: keepKeys(dataDir) };
  const origins = await startOrigins({
    ...shared,
    ...servers,
    count: options.origins,
    publicUrl: options.publicUrl,
    watch: options.dev,
    ...(options.dev ? { env: { NODE_ENV: 'development' } } : {}),
  });
  shutdown.add(origins.stop);
  log(`${origins.processes.map(({ name }) => name).join(', ')} ready on ${origins.url}.`);

  const start = options.dev ? startDevEdge : startEdge;
  const edge = await start({ ...shared, originUrl: origins.url, host, port, bindings });
  shutdown.add(edge.stop);
  shutdown.add(tellAddresses(dataDir, { shop: edge.url, origin: origins.url }));
  return { edge, origins, accounts };
}

/** Side by side, since the build needs no server; if one fails, the other ends before the failure is told. */
async function provideServersAndBuild(
  options: StartOptions,
  { log, shutdown }: Deps,
): Promise<Servers> {
  const [provided, built] = await Promise.allSettled([
    provide(options, { log, shutdown }),
    buildEdgeIfStale(log),
  ]);
  if (provided.status === 'rejected') {
    throw provided.reason;
  }
  if (built.status === 'rejected') {
    throw built.reason;
  }
  return provided.value;
}

async function provide(
  { dataDir, fresh, host, port }: StartOptions,
  { log, shutdown }: Deps,
): Promise<Servers> {
  const given = { databaseUrl: process.env.DATABASE_URL, redisUrl: process.env.REDIS_URL };
  // Only now: until its leftovers are stopped, the edge of a killed start holds the port.
  const onClaimed = () => ensurePortIsFree(port, host, 'npm start -- --port');
  const servers = await provideServers({ dataDir, fresh, log, given, onClaimed });
  shutdown.add(servers.stop);
  if (fresh && Object.values(servers.kind).includes('given')) {
    log('--fresh leaves the servers given by DATABASE_URL and REDIS_URL as they are.');
  }
  return servers;
}
