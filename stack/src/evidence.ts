import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeReadmeFigures } from './bench/results/readme-figures.ts';
import {
  dropCopy,
  giveReferenceKeys,
  type LoadedShop,
  provideCopy,
  provideShop,
} from './evidence/evidence-databases.ts';
import { type Evidence, evidencePage, targetsOf } from './evidence/evidence-page.ts';
import { middleOf } from './evidence/middle-of-rounds.ts';
import { type Measured, runMeasure } from './evidence/run-measure.ts';
import { measuredOn } from './measured-on.ts';
import { repositoryDir } from './repository.ts';
import { provideServers, type Servers } from './servers/provide-servers.ts';

const HELP = `Measures every query of the API on loaded shops, with our keys, with those of the published comparison and with none.

Usage: npm run db:evidence -- [options]

  --scale SCALE     the large shop, up to 1: 150 million seats                  (0.1)
  --small SCALE     the small shop                                              (a hundredth of the large one)
  --visits N        how often the whole API is driven in each run               (100)
  --rounds N        with our keys: small and large in turn, the middle counts   (3)
  --seconds N       at the most for each run, but for one visit                 (120)
  --patience N      seconds after which also the first visit is broken off      (3600)
  --seed N          of the load                                                 (1)
  --only-ours       without the copies that have the comparison's keys or none
  --data-dir DIR    where the servers' data is kept for the next time           (.data/evidence)
  --keep            write docs/results/queries-at-scale-….md and .json, and the README's figures
  --help            this text

Servers are private ones, or those that TEST_DATABASE_URL (a user that may make databases) and TEST_REDIS_URL
name; servers that were given are not restarted. A load that was stopped is gone on with. Needs about 35 GB at
scale 1, since a copy of the large shop stands beside it. Ends with status 1 when a target is not met.
`;

const RESTARTED_VISITS = 3;
const log = (line: string) => process.stderr.write(`${line}\n`);

type Options = {
  large: number;
  small: number;
  visits: number;
  rounds: number;
  seconds: number;
  patience: number;
  seed: number;
  onlyOurs: boolean;
  dataDir: string;
};

async function main(): Promise<number> {
  const text = { type: 'string' as const };
  const { values } = parseArgs({
    options: {
      scale: text,
      small: text,
      visits: text,
      rounds: text,
      seconds: text,
      patience: text,
      seed: text,
      'only-ours': { type: 'boolean', default: false },
      'data-dir': text,
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const large = numberOf(values.scale, 0.1);
  const evidence = await collect({
    large,
    small: numberOf(values.small, Math.max(large / 100, 0.0005)),
    visits: numberOf(values.visits, 100),
    rounds: numberOf(values.rounds, 3),
    seconds: numberOf(values.seconds, 120),
    patience: numberOf(values.patience, 3_600),
    seed: numberOf(values.seed, 1),
    onlyOurs: values['only-ours'],
    dataDir: values['data-dir'] ?? join(repositoryDir, '.data', 'evidence'),
  });
  const targets = targetsOf(evidence);
  for (const { what, found, bound, isMet } of targets) {
    process.stdout.write(`${isMet ? 'ok     ' : 'NOT MET'}  ${what}: ${found} (${bound})\n`);
  }
  if (values.keep) {
    keep(evidence);
  }
  return targets.every(({ isMet }) => isMet) ? 0 : 1;
}

async function collect(options: Options): Promise<Evidence> {
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
  { visits, seconds, patience }: Pick<Options, 'visits' | 'seconds' | 'patience'>,
): Promise<Measured> {
  log(`Measuring ${new URL(shop.databaseUrl).pathname.slice(1)} …`);
  return runMeasure({ databaseUrl: shop.databaseUrl, redisUrl, visits, seconds, patience });
}

/** One copy of the large shop: first without any key of ours, then with the two of the comparison. */
async function measureCopy(
  large: LoadedShop,
  servers: Servers,
  options: Options,
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
  options: Options,
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

function numberOf(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0)) {
    throw new Error(`"${text}" is no number above 0.`);
  }
  return value;
}

try {
  process.exitCode = await main();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
