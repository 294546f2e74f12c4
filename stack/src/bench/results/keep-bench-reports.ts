import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../../read-json.ts';
import { repositoryDir } from '../../repository.ts';
import { measuredOn } from '../../results/measured-on.ts';
import { writeReadmeFigures } from '../../results/readme-figures.ts';
import { writeScalingPage } from '../../scaling/write-scaling-page.ts';
import type { BenchReport } from './bench-report.ts';
import { type Kept, performancePage } from './performance-page.ts';
import { plotDistances } from './plot-distances.ts';

/** Keeps the figures under docs/results/performance and writes the page anew; parts that were not run stay. */
export async function keepBenchReports(
  reports: BenchReport[],
  run: { args: string[]; note: string | undefined; servers: string },
): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'performance');
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'distance.json');
  const { on, commit, machine, node } = await measuredOn();
  const measured = {
    on,
    commit,
    machine,
    versions: `Node ${node}, ${run.servers}`,
    command: ['npm run bench --', ...run.args].join(' '),
    note: run.note ?? null,
  };
  const before = (readJson(file) ?? []) as Kept[];
  const kept = [
    ...before.filter(({ name }) => !reports.some((report) => report.name === name)),
    ...reports.map(({ plots = {}, ...report }) => ({
      ...report,
      plotFiles: Object.keys(plots),
      measured,
    })),
  ];
  for (const [name, svg] of reports.flatMap(({ plots = {} }) => Object.entries(plots))) {
    writeFileSync(join(dataDir, name), svg);
  }
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(join(dataDir, 'distance.svg'), plotDistances(kept));
  const page = join(dir, 'performance.md');
  writeFileSync(page, performancePage(kept));
  writeReadmeFigures();
  writeScalingPage();
  return page;
}
