import { join } from 'node:path';
import { type LoadOptions, readLoadOptions } from './load/read-load-options.ts';
import type { LoadReport } from './load/report-run.ts';
import { keepRun } from './load/results/keep-run.ts';
import { runLoad } from './load/run-load.ts';
import { findShop } from './load/shop/find-shop.ts';
import { type OwnShop, startOwnShop } from './load/shop/own-shop.ts';
import { createShutdown, stopOnSignals } from './processes/shutdown.ts';
import { type Profile, readOriginProfile } from './processors/read-profile.ts';
import { repositoryDir } from './repository.ts';
import { profileRows } from './results/profile-rows.ts';
import { formatRows } from './results/result-row.ts';
import { findProgram } from './servers/find-program.ts';

const note = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const options = readLoadOptions(args);
  if ('help' in options) {
    (options.isWanted ? process.stdout : process.stderr).write(options.help);
    return options.isWanted ? 0 : 2;
  }
  return putLoad(options, args);
}

async function putLoad(options: LoadOptions, args: string[]): Promise<number> {
  const { plan, own, profileDir } = options;
  const k6 = options.driver === 'node' ? undefined : findProgram('k6');
  const ownShop = own ? await startOwnShop(plan, { log: note, profileDir }) : undefined;
  // Of an own shop its stop does; without one a signal would end us without a word to k6.
  const ignoreSignals = own ? () => undefined : stopOnSignals(createShutdown());
  try {
    const report = await play(options, { ownShop, k6 });
    process.stdout.write(`${options.json ? JSON.stringify(report) : formatRun(report)}\n`);
    const profile =
      ownShop === undefined || profileDir === undefined
        ? undefined
        : await profileOf(ownShop, profileDir);
    if (options.keep) {
      note(`Kept in ${await keepRun(report, { args, k6, profile })}.`);
    }
    return report.isMet ? 0 : 1;
  } finally {
    ignoreSignals();
    await ownShop?.stop();
  }
}

/** They write it when they stop. */
async function profileOf({ origins, stop }: OwnShop, dir: string): Promise<Profile> {
  await stop();
  const profile = readOriginProfile(dir, { origins });
  note(formatRows('What the origins were busy with, %', profileRows(profile)));
  return profile;
}

type Means = { ownShop: OwnShop | undefined; k6: string | undefined };

function play(options: LoadOptions, { ownShop, k6 }: Means): Promise<LoadReport> {
  const { plan, target, own, accounts, url } = options;
  const dataDir = join(repositoryDir, '.data');
  const isHere = !own && url === undefined;
  return runLoad({
    plan,
    target,
    shop: ownShop ?? findShop({ dataDir, target, url }),
    readCpu: ownShop?.readCpu,
    accounts,
    keepIn: isHere ? join(dataDir, 'load-logins.json') : undefined,
    k6,
    log: note,
  });
}

function formatRun({
  scenario,
  question,
  target,
  rows,
  broken,
  figures,
  isMet,
}: LoadReport): string {
  const title = `${scenario} through ${target === 'edge' ? 'the edge' : 'no edge, straight at the origins'}, ${figures.seconds.toFixed(0)} s, played by ${figures.driver}\n${question}`;
  const verdict = isMet ? 'Within every bound, and the audit passed.' : 'NOT within its bounds.';
  return [formatRows(title, rows), ...broken, verdict].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  note(error instanceof Error ? error.message : String(error));
  // At once: visitors who are still under way, beside a k6 that failed, have no run any more.
  process.exit(1);
}
