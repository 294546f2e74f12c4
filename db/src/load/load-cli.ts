import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createKnex } from '../connect.ts';
import { readDatabaseUrl } from './config.ts';
import { MIN_SCALE } from './data/load-sizes.ts';
import { loadShop } from './load-shop.ts';
import { grouped } from './progress-lines.ts';

const HELP = `Usage: npm run db:load -- --scale SCALE [options]

Fills an empty, migrated database with a shop at the size of the published comparison × SCALE. Scale 1:
1,000,000 users, 2,000,000 concerts, 3,000,000 dates, 150,000,000 seats, 2,000,000 reservations, and the
wallets and ledgers that explain them. Stopped or killed, the same command goes on where it was.

  --scale SCALE        from ${MIN_SCALE} to 1
  --seed SEED          a whole number; the same one makes the same rows            (1)
  --base-date DATE     YYYY-MM-DD that dates and sales count from                  (today, UTC)
  --chunk-rows ROWS    rows of a transaction                                       (500000)
  --help               this text

DATABASE_URL names the database; its server has to allow LOAD DATA LOCAL. The accounts have the demo's public
password, so this is refused with NODE_ENV=production. Afterwards: npm run db:verify
`;

const DAY_MS = 86_400_000;
const options = z.object({
  scale: z.coerce.number('is no number').min(MIN_SCALE).max(1),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  'base-date': z.iso
    .date()
    .transform((date) => Date.parse(date))
    .default(() => Math.floor(Date.now() / DAY_MS) * DAY_MS),
  'chunk-rows': z.coerce.number().int().min(1).max(10_000_000).default(500_000),
});

process.exitCode = await main(process.argv.slice(2), readDatabaseUrl());

async function main(args: string[], databaseUrl: string | undefined): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  const given = readOptions(args);
  if (typeof given === 'string' || databaseUrl === undefined) {
    const url = 'Set DATABASE_URL, such as mysql://user:password@127.0.0.1:3306/name\n';
    process.stderr.write(typeof given === 'string' ? `${given}\n\n${HELP}` : url);
    return 2;
  }
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0 });
  try {
    const { rows, loaded, seconds } = await loadShop(knex, {
      scale: given.scale,
      seed: given.seed,
      baseMs: given['base-date'],
      chunkRows: given['chunk-rows'],
      write: (line) => process.stderr.write(`${line}\n`),
    });
    const rate = grouped(Math.round(loaded / Math.max(seconds, 0.001)));
    process.stdout.write(
      loaded === 0
        ? `All ${grouped(rows)} rows were there already.\n`
        : `Loaded ${grouped(loaded)} rows in ${seconds.toFixed(1)} s (${rate} rows/s); ${grouped(rows)} in all.\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await knex.destroy();
  }
}

function readOptions(args: string[]): z.infer<typeof options> | string {
  try {
    const text = { type: 'string' as const };
    const { values } = parseArgs({
      args,
      options: { scale: text, seed: text, 'base-date': text, 'chunk-rows': text },
    });
    const parsed = options.safeParse(values);
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch (error) {
    // An option that there is not.
    return (error as Error).message;
  }
}
