import { createKnex } from '../connect.ts';
import { readDatabaseUrl } from './config.ts';
import { type Finding, verifyShop } from './verify-shop.ts';

const HELP = `Usage: npm run db:verify [-- --used]

Counts the rows of a loaded shop against what the load was to make, and looks for broken promises about seats
and money in the tables: a seat sold twice, a balance that its ledger does not explain, and so on. Changes
nothing; reads every row, which takes minutes at scale 1. Ends with status 1 when something is wrong.

  --used    the shop was used since it was loaded: the counts are left out
  --help    this text

DATABASE_URL names the database.
`;

process.exitCode = await main(process.argv.slice(2), readDatabaseUrl());

async function main(args: string[], databaseUrl: string | undefined): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  const isUnknown = args.some((arg) => arg !== '--used');
  if (isUnknown || databaseUrl === undefined) {
    process.stderr.write(
      isUnknown ? HELP : 'Set DATABASE_URL, such as mysql://user:password@127.0.0.1:3306/name\n',
    );
    return 2;
  }
  // One connection: what is set for its session holds for every check.
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0, poolMax: 1 });
  try {
    const findings = await verifyShop(knex, {
      counts: !args.includes('--used'),
      onFinding: (finding) => process.stdout.write(`${formatFinding(finding)}\n`),
    });
    const wrong = findings.filter(({ isHeld }) => !isHeld);
    const held = findings.length - wrong.length;
    process.stdout.write(`${held} of ${findings.length} checks hold.\n`);
    for (const { what, expected, found } of wrong) {
      process.stderr.write(`${what}: expected ${expected}, found ${found}\n`);
    }
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await knex.destroy();
  }
}

function formatFinding({ what, expected, found, isHeld }: Finding): string {
  const amount = expected === 'none' ? '' : found;
  return `${isHeld ? 'ok   ' : 'WRONG'}  ${what.padEnd(80)} ${amount.padStart(12)}`;
}
