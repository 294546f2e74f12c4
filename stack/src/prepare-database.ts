import { createKnex, migrateLatest, seedDemo } from '@frontrow/db';
import type { Log } from './log.ts';
import { StartFailure } from './start-failure.ts';

export type DemoAccounts = Awaited<ReturnType<typeof seedDemo>>;

type Options = {
  databaseUrl: string;
  /** Nobody else can be migrating it: the data directory is ours alone. */
  isOurs: boolean;
  demo: boolean;
  log: Log;
};

/** Brings the schema up to date and, where there is nothing yet, fills a shop worth looking at. */
export async function prepareDatabase(options: Options): Promise<DemoAccounts | undefined> {
  const { databaseUrl, isOurs, demo, log } = options;
  const knex = createKnex(databaseUrl);
  try {
    if (isOurs) {
      // A start killed while it migrated left the lock behind.
      await knex.migrate.forceFreeMigrationsLock();
    }
    const migrations = await orFail('The migrations failed', () => migrateLatest(knex));
    if (migrations.length > 0) {
      log(`Schema brought up to date: ${migrations.length} migrations.`);
    }
    if (!demo) {
      return undefined;
    }
    const accounts = await orFail('The demo data could not be made', () => seedDemo(knex));
    if (accounts.seeded) {
      log('Demo shop filled: concerts, halls, seats, buyers.');
    }
    return accounts;
  } finally {
    await knex.destroy();
  }
}

async function orFail<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    throw new StartFailure(`${what}: ${message === '' ? (code ?? 'no reason given') : message}`, {
      cause: error,
    });
  }
}
