import type { Knex } from 'knex';
import { createKnex } from './connect.ts';
import { migrateLatest, rollbackLatest } from './migrate.ts';
import { seedDemo } from './seeds/seed-demo.ts';

const HELP = `Usage: node db/src/cli.ts <migrate | rollback | seed>

  migrate    brings the schema up to date
  rollback   takes the newest batch of migrations back, with the data in their tables
  seed       fills an empty, migrated database with demo data; not in production

  npm run db:migrate, db:rollback and db:seed do the same.
  DATABASE_URL names the database: mysql://user:password@host:3306/name
`;

type Command = (knex: Knex) => Promise<string>;

const COMMANDS: Record<string, Command> = {
  migrate: async (knex) => list('Applied', await migrateLatest(knex), 'The schema is up to date.'),
  rollback: async (knex) =>
    list('Took back', await rollbackLatest(knex), 'There was nothing to take back.'),
  seed: async (knex) => {
    const { seeded, buyers, operator } = await seedDemo(knex);
    if (!seeded) {
      return 'There are concerts already: nothing was changed.';
    }
    const accounts = [...buyers, operator].map(({ email, password }) => `  ${email}  ${password}`);
    return ['Filled the shop with demo data. Demo accounts:', ...accounts].join('\n');
  },
};

process.exitCode = await main(process.argv.slice(2), process.env['DATABASE_URL']);

async function main(args: string[], databaseUrl: string | undefined): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  const command = COMMANDS[args[0] ?? ''];
  if (command === undefined || args.length !== 1) {
    process.stderr.write(HELP);
    return 2;
  }
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) {
    process.stderr.write('Set DATABASE_URL, such as mysql://user:password@127.0.0.1:3306/name\n');
    return 2;
  }
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0 });
  try {
    process.stdout.write(`${await command(knex)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await knex.destroy();
  }
}

function list(verb: string, names: string[], none: string): string {
  return names.length === 0 ? none : names.map((name) => `${verb} ${name}`).join('\n');
}
