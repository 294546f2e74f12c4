import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { StartFailure } from '../start-failure.ts';
import { chooseSource, type Source } from './choose-source.ts';
import { claimDataDir } from './claim-data-dir.ts';
import type { Purpose } from './database-settings.ts';
import { isDockerRunning, type ServiceName, startDockerService } from './docker-services.ts';
import { findProgram } from './find-program.ts';
import { canInstallPackages, installPackages } from './install-packages.ts';
import { missingServers } from './missing-servers.ts';
import { startDatabase } from './private-database.ts';
import { startRedis } from './private-redis.ts';
import type { PrivateServer } from './private-server.ts';

export type ProvideOptions = {
  dataDir: string;
  fresh: boolean;
  log: Log;
  /** Servers that run already. Each may be given alone. */
  given?: { databaseUrl?: string | undefined; redisUrl?: string | undefined };
  /** Other than a shop's: nothing waits for a disk, and both users may do everything. */
  purpose?: Purpose;
  /** Runs when the directory is ours and leftovers are stopped, before any server starts; may throw. */
  onClaimed?: () => Promise<void>;
};

export type ServerKind = 'given' | 'private' | 'docker';

export type Servers = {
  databaseUrl: string;
  redisUrl: string;
  kind: Record<ServiceName, ServerKind>;
  stop: () => Promise<void>;
};

type Provided = PrivateServer & { kind: ServerKind };

const PROGRAMS: Record<ServiceName, string[]> = {
  database: ['mariadbd', 'mysqld'],
  redis: ['redis-server', 'valkey-server'],
};
const PACKAGES: Record<ServiceName, string[]> = {
  database: ['mariadb-server-core', 'mariadb-client-core'],
  redis: ['redis-server'],
};

/** The database and the Redis everything else runs on, from whatever this machine has. */
export async function provideServers(options: ProvideOptions): Promise<Servers> {
  const claim = await claimDataDir(options);
  const serversFile = join(options.dataDir, 'servers.json');
  try {
    await options.onClaimed?.();
    const sources = await findSources(options);
    const [database, redis] = await bothOrNone(
      provide('database', sources.database, options),
      provide('redis', sources.redis, options),
    );
    const urls = { databaseUrl: database.url, redisUrl: redis.url };
    // For a developer's own client; the passwords in it end with this start.
    writeFileSync(serversFile, `${JSON.stringify(urls, null, 2)}\n`, { mode: 0o600 });
    return {
      ...urls,
      kind: { database: database.kind, redis: redis.kind },
      stop: async () => {
        await Promise.all([database.stop(), redis.stop()]);
        rmSync(serversFile, { force: true });
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

async function findSources({ given, log }: ProvideOptions): Promise<Record<ServiceName, Source>> {
  const find = async () => ({
    database: await findSource('database', given?.databaseUrl),
    redis: await findSource('redis', given?.redisUrl),
  });
  const sources = await find();
  const toInstall = servicesFrom(sources, 'install');
  if (toInstall.length > 0) {
    await installPackages(
      toInstall.flatMap((service) => PACKAGES[service]),
      log,
    );
  }
  const found = toInstall.length > 0 ? await find() : sources;
  const missing = [...servicesFrom(found, 'none'), ...servicesFrom(found, 'install')];
  if (missing.length > 0) {
    throw new StartFailure(missingServers(missing));
  }
  return found;
}

function findSource(service: ServiceName, givenUrl: string | undefined): Promise<Source> {
  return chooseSource({
    givenUrl,
    program: findServer(service),
    isDockerRunning,
    canInstall: canInstallPackages(),
  });
}

/** The program that `DATABASE_PROGRAM` names goes before what is found: so that MySQL is used where MariaDB is there too. */
function findServer(service: ServiceName): string | undefined {
  const named = service === 'database' ? process.env.DATABASE_PROGRAM : undefined;
  if (named === undefined || named === '') {
    return findProgram(...PROGRAMS[service]);
  }
  if (!existsSync(named)) {
    throw new StartFailure(`DATABASE_PROGRAM names ${named}, which does not exist.`);
  }
  return named;
}

function servicesFrom(sources: Record<ServiceName, Source>, kind: Source['kind']): ServiceName[] {
  return (['database', 'redis'] as const).filter((service) => sources[service].kind === kind);
}

async function provide(
  service: ServiceName,
  source: Source,
  { dataDir, fresh, log, purpose = 'shop' }: ProvideOptions,
): Promise<Provided> {
  if (source.kind === 'given') {
    return {
      kind: 'given',
      url: source.url,
      what: `the ${service} given`,
      stop: async () => undefined,
    };
  }
  if (source.kind === 'private') {
    const start = service === 'database' ? startDatabase : startRedis;
    const server = await start({ program: source.program, dataDir, purpose, log });
    log(`${server.what} is ready.`);
    return { ...server, kind: 'private' };
  }
  const server = await startDockerService({ service, dataDir, fresh, log });
  log(`${server.what} is ready.`);
  return { ...server, kind: 'docker' };
}

/** Waits for both even when one fails, so that the other is stopped and not left behind. */
async function bothOrNone(
  database: Promise<Provided>,
  redis: Promise<Provided>,
): Promise<[Provided, Provided]> {
  const [first, second] = await Promise.allSettled([database, redis]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled') {
    return [first.value, second.value];
  }
  for (const outcome of [first, second]) {
    if (outcome.status === 'fulfilled') {
      await outcome.value.stop();
    }
  }
  throw first.status === 'rejected' ? first.reason : (second as PromiseRejectedResult).reason;
}
