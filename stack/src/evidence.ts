import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dropCopy,
  giveReferenceKeys,
  type LoadedShop,
  provideCopy,
  provideShop,
} from './evidence/evidence-databases.ts';
import { type Evidence, evidencePage, targetsOf } from './evidence/evidence-page.ts';
import { middleOf } from './evidence/middle-of-rounds.ts';
import { type EvidenceOptions, readEvidenceOptions } from './evidence/read-options.ts';
import { type Measured, runMeasure } from './evidence/run-measure.ts';
import { repositoryDir } from './repository.ts';
import { measuredOn } from './results/measured-on.ts';
import { writeReadmeFigures } from './results/readme-figures.ts';
import { provideServers, type Servers } from './servers/provide-servers.ts';

const RESTARTED_VISITS = 3;
const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const read = readEvidenceOptions(process.argv.slice(2));
  if ('help' in read) {
    process.stdout.write(read.help);
    return 0;
  }
  const evidence = await collect(read);
  const targets = targetsOf(evidence);
  for (const { what, found, bound, isMet } of targets) {
    process.stdout.write(`${isMet ? 'ok     ' : 'NOT MET'}  ${what}: ${found} (${bound})\n`);
  }
  if (read.keep) {
    keep(evidence);
  }
  return targets.every(({ isMet }) => isMet) ? 0 : 1;
}

async function collect(options: EvidenceOptions): Promise<Evidence> {
  const { seed, dataDir } = options;
  let servers = await startServers(dataDir);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void servers.stop().finally(() => process.exit(130)));
  }
  try {
    const on = { serverUrl: servers.databaseUrl, seed, log };
    const small = await provideShop(options.small, on);
    const large = await provideShop(options.large, on);
    // The copy comes first: it is of a shop that nobody has bought in yet.
    const others = options.onlyOurs ? {} : await measureCopy(large, servers, options);
    const ours = await measureInTurns({ small, large }, servers, options);
    const runs = { ...others, ...ours };
    if (process.env.TEST_DATABASE_URL === undefined) {
      servers = await restart(servers, dataDir);
      const again = { ...large, databaseUrl: moved(large.databaseUrl, servers.databaseUrl) };
      Object.assign(runs, {
        restarted: await measure(again, servers, { ...options, visits: RESTARTED_VISITS }),
      });
    }
    const { on: day, commit, cores, node } = await measuredOn();
    const measured = { on: day, commit, cores, node, server: runs.large.server };
    return { measured, seed, rounds: options.rounds, small, large, runs };
  } finally {
    await servers.stop();
  }
}

function measure(
  shop: LoadedShop,
  { redisUrl }: Servers,
  { visits, seconds, patience }: Pick<EvidenceOptions, 'visits' | 'seconds' | 'patience'>,
): Promise<Measured> {
  log(`Measuring ${new URL(shop.databaseUrl).pathname.slice(1)} …`);
  return runMeasure({ databaseUrl: shop.databaseUrl, redisUrl, visits, seconds, patience });
}

/** One copy of the large shop: first without any key of ours, then with the two of the comparison. */
async function measureCopy(
  large: LoadedShop,
  servers: Servers,
  options: EvidenceOptions,
): Promise<{ none: Measured; reference: Measured }> {
  const { databaseUrl: serverUrl } = servers;
  const copy = await provideCopy(large, { serverUrl, seed: options.seed, log });
  const none = await measure(copy, servers, options);
  await giveReferenceKeys(copy, serverUrl);
  const reference = await measure(copy, servers, options);
  await dropCopy(large, serverUrl);
  return { none, reference };
}

/** What the machine does meanwhile changes; so both sizes are measured by turns, and of each figure the middle is kept. */
async function measureInTurns(
  shops: { small: LoadedShop; large: LoadedShop },
  servers: Servers,
  options: EvidenceOptions,
): Promise<{ small: Measured; large: Measured }> {
  const small: Measured[] = [];
  const large: Measured[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    log(`Round ${round} of ${options.rounds}`);
    small.push(await measure(shops.small, servers, options));
    large.push(await measure(shops.large, servers, options));
  }
  return { small: middleOf(small), large: middleOf(large) };
}

function startServers(dataDir: string): Promise<Servers> {
  return provideServers({
    dataDir,
    fresh: false,
    log,
    purpose: 'scale',
    given: { databaseUrl: process.env.TEST_DATABASE_URL, redisUrl: process.env.TEST_REDIS_URL },
  });
}

async function restart(servers: Servers, dataDir: string): Promise<Servers> {
  await servers.stop();
  return startServers(dataDir);
}

/** The same database where its server is now. */
function moved(databaseUrl: string, serverUrl: string): string {
  const url = new URL(serverUrl);
  url.pathname = new URL(databaseUrl).pathname;
  return url.href;
}

function keep(evidence: Evidence): void {
  const dir = join(repositoryDir, 'docs', 'results');
  mkdirSync(dir, { recursive: true });
  const { small, large, ...rest } = evidence;
  const name = `queries-at-scale-${large.scale}`;
  const size = ({ scale, seats }: Evidence['large']) => ({ scale, seats });
  // Without the addresses of the databases: their passwords end with the run, but are nobody's business.
  const kept = { ...rest, small: size(small), large: size(large) };
  writeFileSync(join(dir, `${name}.json`), `${JSON.stringify(kept)}\n`);
  writeFileSync(join(dir, `${name}.md`), evidencePage(evidence));
  writeReadmeFigures();
  log(`Kept in ${dir}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
