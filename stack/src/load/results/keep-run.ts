import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../processes/run-command.ts';
import { repositoryDir } from '../../repository.ts';
import { measuredOn } from '../../results/measured-on.ts';
import { writeReadmeFigures } from '../../results/readme-figures.ts';
import type { LoadReport } from '../report-run.ts';
import { keyOf, type KeptRun, loadPage } from './load-page.ts';

/** Keeps one run under docs/results/load, in place of the last of the same scenario, target and driver. */
export async function keepRun(
  report: LoadReport,
  { args, k6 }: { args: readonly string[]; k6: string | undefined },
): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'load');
  mkdirSync(dataDir, { recursive: true });
  const { on, commit, machine, node } = await measuredOn();
  const kept: KeptRun = {
    ...report,
    command: ['npm run load --', ...args].join(' '),
    driver: k6 === undefined ? `the driver of this command, Node ${node}` : await versionOf(k6),
    measured: { on, commit, machine },
  };
  writeFileSync(join(dataDir, `${keyOf(report)}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  const page = join(dir, 'load.md');
  writeFileSync(page, loadPage(readKept(dataDir)));
  writeReadmeFigures();
  return page;
}

function readKept(dataDir: string): KeptRun[] {
  return readdirSync(dataDir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as KeptRun);
}

/** As `k6 v2.2.0`, without how it was built. */
async function versionOf(k6: string): Promise<string> {
  const { output } = await runCommand(k6, ['version'], { timeoutMs: 10_000 });
  return output.trim().split(' ').slice(0, 2).join(' ');
}
