import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditShop, sentence } from './load/audit/audit-shop.ts';
import { findDatabase } from './load/shop/find-shop.ts';
import { repositoryDir } from './repository.ts';
import { StartFailure } from './start-failure.ts';

const HELP = `Looks for broken promises about seats and money in the tables of a shop: a seat sold twice, a sold seat
that nobody paid, a balance that its ledger does not explain, and so on. Changes nothing; reads every row.

Usage: npm run audit

It looks at the npm start of this machine, or at what DATABASE_URL names. Ends with status 1 when something is
broken. What only a run can tell, room and order, is audited by npm run load itself.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const databaseUrl = findDatabase(join(repositoryDir, '.data'));
  if (databaseUrl === undefined) {
    throw new StartFailure('There is no npm start running here; DATABASE_URL names another shop.');
  }
  const findings = await auditShop(databaseUrl, ({ what, isHeld }) =>
    process.stdout.write(`${isHeld ? 'ok    ' : 'BROKEN'}  ${what}\n`),
  );
  const broken = findings.filter(({ isHeld }) => !isHeld);
  process.stdout.write(`${findings.length - broken.length} of ${findings.length} hold.\n`);
  broken.forEach((finding) => process.stderr.write(`${sentence(finding)}\n`));
  return broken.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
