import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@frontrow/k6';
import { readAddresses } from '../../addresses.ts';
import { keepKeys } from '../../keys.ts';
import { StartFailure } from '../../start-failure.ts';

/** What a run needs to know of the shop that it visits and audits. */
export type Shop = {
  edgeUrl: string | undefined;
  originUrl: string;
  edgeKeys: string;
  databaseUrl: string;
};

type Where = {
  dataDir: string;
  target: Target;
  /** Of the target, where it is not the start of this machine. */
  url?: string | undefined;
  env?: NodeJS.ProcessEnv;
};

/**
 * The `npm start` that runs on this machine, or what URL and environment name. All of it is needed, whatever the
 * target: a run whose room and tables cannot be looked at would end without its audit.
 */
export function findShop({ dataDir, target, url, env = process.env }: Where): Shop {
  const { edgeUrl, originUrl, edgeKeys, databaseUrl } = {
    // The shop of a URL is not the one that runs here: nothing of this one would be true of it.
    ...(url === undefined ? findRunning(dataDir) : {}),
    ...definedOf({
      databaseUrl: url === undefined ? findDatabase(dataDir, env) : env.DATABASE_URL,
      originUrl: env.ORIGIN_URL,
      edgeKeys: env.EDGE_KEYS,
    }),
    ...definedOf(target === 'edge' ? { edgeUrl: url } : { originUrl: url }),
  };
  if (originUrl === undefined || edgeKeys === undefined || databaseUrl === undefined) {
    throw new StartFailure(
      'There is no npm start running here. Start one, or let this command start its own with --own, or name ' +
        'all of the shop: --url, ORIGIN_URL, EDGE_KEYS and DATABASE_URL. Without them a run cannot be audited.',
    );
  }
  return { edgeUrl, originUrl, edgeKeys, databaseUrl };
}

function findRunning(dataDir: string): Partial<Shop> {
  const running = readAddresses(dataDir);
  return running === undefined
    ? {}
    : { edgeUrl: running.shop, originUrl: running.origin, edgeKeys: keepKeys(dataDir).edge };
}

function definedOf(named: Record<string, string | undefined>): Partial<Shop> {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

/** DATABASE_URL, or the database of the running start. */
export function findDatabase(
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (env.DATABASE_URL !== undefined) {
    return env.DATABASE_URL;
  }
  try {
    const file = readFileSync(join(dataDir, 'servers.json'), 'utf8');
    return (JSON.parse(file) as { databaseUrl?: string }).databaseUrl;
  } catch {
    // Nothing runs here.
    return undefined;
  }
}

/** Where the visitors of a run go. */
export function urlOf({ edgeUrl, originUrl }: Shop, target: Target): string {
  const url = target === 'edge' ? edgeUrl : originUrl;
  if (url === undefined) {
    throw new StartFailure('The edge is not known: name it with --url.');
  }
  return url;
}
