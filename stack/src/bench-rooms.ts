import { readCompareOptions } from './compare/read-options.ts';
import { aloneTarget, formatAlone } from './compare/results/alone-table.ts';
import { formatTable } from './compare/results/comparison-table.ts';
import { keepComparison } from './compare/results/keep-comparison.ts';
import { formatProfile, profiledOrigins } from './compare/results/profile-table.ts';
import { summarize } from './compare/results/summarize.ts';
import { areAllMet, targetsOf } from './compare/results/targets.ts';
import { runComparison } from './compare/run-comparison.ts';
import { failureText } from './failure-text.ts';
import { formatRows, isMet } from './results/result-row.ts';

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const options = readCompareOptions(args);
  if ('help' in options) {
    process.stdout.write(options.help);
    return 0;
  }
  const comparison = await runComparison({
    ...options,
    given: {
      databaseUrl: process.env.TEST_DATABASE_URL,
      redisUrl: process.env.TEST_REDIS_URL,
    },
    log,
  });
  if (comparison.alone.length > 0) {
    const target = formatRows('', [aloneTarget(comparison.alone)]);
    process.stdout.write(`${formatAlone(comparison.alone)}\n${target}\n\n`);
  }
  const profiled = comparison.compared.flatMap((one) => profiledOrigins(one) ?? []);
  process.stdout.write(profiled.map((one) => `${formatProfile(one)}\n\n`).join(''));
  const summaries = comparison.compared.map(summarize);
  for (const summary of summaries) {
    const targets = formatRows('', targetsOf(summary));
    process.stdout.write(`${formatTable(summary)}\n${targets}\n\n`);
  }
  if (options.keep) {
    log(`Kept in ${await keepComparison(comparison, { options, args })}`);
  }
  const isAloneMet = comparison.alone.length === 0 || isMet(aloneTarget(comparison.alone));
  return isAloneMet && areAllMet(summaries) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  log(failureText(error));
  process.exitCode = 1;
}
