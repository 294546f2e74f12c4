import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from '../../bench/results/performance-page.ts';
import { shownArgs } from '../../options/shown-args.ts';
import { readJson } from '../../read-json.ts';
import { repositoryDir } from '../../repository.ts';
import { measuredOn } from '../../results/measured-on.ts';
import { writeReadmeFigures } from '../../results/readme-figures.ts';
import { StartFailure } from '../../start-failure.ts';
import type { CompareOptions } from '../read-options.ts';
import type { Comparison } from '../run-comparison.ts';
import { comparisonPage, type KeptComparison } from './comparison-page.ts';
import { plotSold } from './plot-sold.ts';
import { profiledOrigins } from './profile-table.ts';
import { summarize } from './summarize.ts';

type Kept = { options: CompareOptions & { note: string | undefined }; args: string[] };

/**
 * Keeps the figures of every run under docs/results/comparison, and writes the page and its plot anew; a part that was not
 * run stays. Of runs that were profiled only the profile is kept: it took of their time.
 */
export async function keepComparison(
  comparison: Comparison,
  { options, args }: Kept,
): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'comparison');
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'rooms.json');
  const { on, commit, machine, node } = await measuredOn();
  const measured = {
    on,
    commit,
    machine,
    versions: `Node ${node}, ${comparison.versions}`,
    command: ['npm run bench:rooms --', ...shownArgs(args)].join(' '),
    note: options.note ?? null,
  };
  const before = readJson(file) as KeptComparison | undefined;
  const kept = withMeasured(before, comparison, options, measured);
  writeFileSync(file, `${JSON.stringify(kept)}\n`);
  if (comparison.compared.length > 0 && options.profileDir === undefined) {
    writeFileSync(join(dataDir, 'sold.svg'), plotSold(comparison.compared, options.seconds));
  }
  const page = join(dir, 'comparison.md');
  writeFileSync(page, comparisonPage(kept));
  writeReadmeFigures();
  return page;
}

export function withMeasured(
  before: KeptComparison | undefined,
  comparison: Comparison,
  options: CompareOptions,
  measured: Measurement,
): KeptComparison {
  const { alone, compared } = comparison;
  const profiled = compared.flatMap((one) => profiledOrigins(one) ?? []);
  const isSold = compared.length > 0 && profiled.length === 0;
  const shop = isSold ? { measured, ...shopPart(comparison, options) } : before;
  if (shop === undefined) {
    throw new StartFailure(
      'Nothing of the shop was kept yet: run it without --only and --profile first.',
    );
  }
  const { rounds, roomSeconds: seconds } = options;
  return {
    ...before,
    ...shop,
    ...(alone.length === 0 ? {} : { alone: { measured, seconds, rounds, runs: alone } }),
    ...(profiled.length === 0 ? {} : { profile: { measured, profiled } }),
  };
}

function shopPart(
  { compared, seats }: Comparison,
  { scale, seed, rounds, seconds }: CompareOptions,
): Omit<KeptComparison, 'measured'> {
  return {
    shop: { scale: scale ?? null, seed, seats },
    rounds,
    seconds,
    summaries: compared.map(summarize),
    sized: compared.map(({ origins, sized }) => ({ origins, ...sized })),
    runs: compared.flatMap(({ runs }) => runs),
  };
}
