import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { createKnex } from './connect.ts';
import { createOperator } from './create-operator.ts';
import { migrateLatest, rollbackLatest } from './migrate.ts';
import { seedDemo } from './seeds/seed-demo.ts';

const HELP = `Usage: node db/src/cli.ts <command>

  migrate    brings the schema up to date
  rollback   takes the newest batch of migrations back, with the data in their tables
  seed       fills an empty, migrated database with demo data; not in production
  operator --email ADDRESS --name NAME
             makes an operator's account; its password is read from standard input:
             printf %s "$PASSWORD" | npm run db:operator -- --email ADDRESS --name NAME

  npm run db:migrate, db:rollback, db:seed and db:operator do the same.
  DATABASE_URL names the database: mysql://user:password@host:3306/name
`;

type Options = { email?: string | undefined; name?: string | undefined };
type Command = (knex: Knex, options: Options) => Promise<string>;

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
  operator: async (knex, { email = '', name = '' }) => {
    const user = await createOperator(knex, { email, name, password: await readStandardInput() });
    return `Made the operator ${user.email}.`;
  },
};

process.exitCode = await main(process.argv.slice(2), process.env['DATABASE_URL']);

async function main(args: string[], databaseUrl: string | undefined): Promise<number> {
  const { command, options, help } = readArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (command === undefined) {
    process.stderr.write(HELP);
    return 2;
  }
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) {
    process.stderr.write('Set DATABASE_URL, such as mysql://user:password@127.0.0.1:3306/name\n');
    return 2;
  }
  const knex = createKnex(databaseUrl, { queryTimeoutMs: 0 });
  try {
    process.stdout.write(`${await command(knex, options)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await knex.destroy();
  }
}

/** No command when the arguments are not understood. */
function readArguments(args: string[]): { command?: Command; options: Options; help: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const command = positionals.length === 1 ? COMMANDS[positionals[0] ?? ''] : undefined;
    return { ...(command === undefined ? {} : { command }), options: values, help: values.help };
  } catch {
    // An unknown option: the same as an unknown command.
    return { options: {}, help: false };
  }
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function list(verb: string, names: string[], none: string): string {
  return names.length === 0 ? none : names.map((name) => `${verb} ${name}`).join('\n');
}
