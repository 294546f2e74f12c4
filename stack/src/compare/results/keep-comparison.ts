import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReadmeFigures } from '../../bench/results/readme-figures.ts';
import { measuredOn } from '../../measured-on.ts';
import { repositoryDir } from '../../repository.ts';
import { shownArgs } from '../../shown-args.ts';
import type { CompareOptions } from '../read-options.ts';
import type { Comparison } from '../run-comparison.ts';
import { comparisonPage, type KeptComparison } from './comparison-page.ts';
import { plotSold } from './plot-sold.ts';
import { summarize } from './summarize.ts';

type Kept = { options: CompareOptions & { note: string | undefined }; args: string[] };

/** Keeps the figures of every run under docs/results/comparison, and writes the page and its plot anew. */
export async function keepComparison(
  { compared, seats, versions }: Comparison,
  { options, args }: Kept,
): Promise<string> {
  const { seconds, seed, rounds, scale, note } = options;
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'comparison');
  mkdirSync(dataDir, { recursive: true });
  const { on, commit, machine, node } = await measuredOn();
  const kept: KeptComparison = {
    measured: {
      on,
      commit,
      machine,
      versions: `Node ${node}, ${versions}`,
      command: ['npm run bench:rooms --', ...shownArgs(args)].join(' '),
      note: note ?? null,
    },
    shop: { scale: scale ?? null, seed, seats },
    rounds,
    seconds,
    summaries: compared.map(summarize),
    sized: compared.map(({ origins, sized }) => ({ origins, ...sized })),
    runs: compared.flatMap(({ runs }) => runs),
  };
  writeFileSync(join(dataDir, 'rooms.json'), `${JSON.stringify(kept)}\n`);
  writeFileSync(join(dataDir, 'sold.svg'), plotSold(compared, seconds));
  const page = join(dir, 'comparison.md');
  writeFileSync(page, comparisonPage(kept));
  writeReadmeFigures();
  return page;
}
