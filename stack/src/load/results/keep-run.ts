import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownArgs } from '../../options/shown-args.ts';
import { runCommand } from '../../processes/run-command.ts';
import type { Profile } from '../../processors/read-profile.ts';
import { readJson } from '../../read-json.ts';
import { repositoryDir } from '../../repository.ts';
import { measuredOn } from '../../results/measured-on.ts';
import { profileRows } from '../../results/profile-rows.ts';
import { writeReadmeFigures } from '../../results/readme-figures.ts';
import { StartFailure } from '../../start-failure.ts';
import type { LoadReport } from '../report-run.ts';
import { keyOf, type KeptProfile, type KeptRun, loadPage } from './load-page.ts';

type HowPlayed = { args: readonly string[]; k6: string | undefined; profile: Profile | undefined };

/**
 * Keeps one run under docs/results/load, in place of the last of the same scenario, target and driver. Of one that was
 * profiled its profile is kept beside the last: it took of the run's time.
 */
export async function keepRun(
  report: LoadReport,
  { args, k6, profile }: HowPlayed,
): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'load');
  mkdirSync(dataDir, { recursive: true });
  const { on, commit, machine, node } = await measuredOn();
  const file = join(dataDir, `${keyOf(report)}.json`);
  const before = readJson(file) as KeptRun | undefined;
  const made = {
    command: ['npm run load --', ...shownArgs(args)].join(' '),
    measured: { on, commit, machine },
  };
  const driver =
    k6 === undefined ? `the driver of this command, Node ${node}` : await versionOf(k6);
  const kept =
    profile === undefined
      ? { ...report, ...made, driver, profile: before?.profile }
      : withProfile(before, { ...made, rows: profileRows(profile) });
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  const page = join(dir, 'load.md');
  writeFileSync(page, loadPage(readKept(dataDir)));
  writeReadmeFigures();
  return page;
}

function withProfile(before: KeptRun | undefined, profile: KeptProfile): KeptRun {
  if (before === undefined) {
    throw new StartFailure('No such run was kept yet: run it without --profile first.');
  }
  return { ...before, profile };
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
