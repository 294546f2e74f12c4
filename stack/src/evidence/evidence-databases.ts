import {
  addReferenceKeys,
  copyWithoutKeys,
  createKnex,
  loadShop,
  migrateLatest,
} from '@frontrow/db';
import type { Knex } from 'knex';
import type { Log } from '../log.ts';

type Options = { serverUrl: string; seed: number; log: Log };

export type LoadedShop = { scale: number; databaseUrl: string; seats: number; rows: number };

const DAY_MS = 86_400_000;

/** A database with a shop of that scale; made or gone on with where it is not whole yet. */
export async function provideShop(scale: number, options: Options): Promise<LoadedShop> {
  const { serverUrl, seed, log } = options;
  const name = databaseOf(scale);
  await onServer(serverUrl, (knex) =>
    knex.raw('CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [
      name,
    ]),
  );
  const databaseUrl = withDatabase(serverUrl, name);
  return onServer(databaseUrl, async (knex) => {
    await migrateLatest(knex);
    const baseMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const { rows } = await loadShop(knex, { scale, seed, baseMs, write: log });
    const row = await knex('seat').count<{ seats: number }[]>({ seats: '*' }).first();
    return { scale, databaseUrl, seats: row?.seats ?? 0, rows };
  });
}

/** The same rows without our keys; made anew each time, since a run leaves its sales behind. */
export async function provideCopy(
  shop: LoadedShop,
  { serverUrl, log }: Options,
): Promise<LoadedShop> {
  const [from, to] = [databaseOf(shop.scale), copyOf(shop)];
  await onServer(serverUrl, (knex) => copyWithoutKeys(knex, { from, to, write: log }));
  return { ...shop, databaseUrl: withDatabase(serverUrl, to) };
}

export function giveReferenceKeys(copy: LoadedShop, serverUrl: string): Promise<void> {
  return onServer(serverUrl, (knex) => addReferenceKeys(knex, copyOf(copy)));
}

export async function dropCopy(shop: LoadedShop, serverUrl: string): Promise<void> {
  await onServer(serverUrl, (knex) => knex.raw('DROP DATABASE IF EXISTS ??', [copyOf(shop)]));
}

function copyOf({ scale }: LoadedShop): string {
  return `${databaseOf(scale)}_copy`;
}

function databaseOf(scale: number): string {
  return `frontrow_evidence_${String(scale).replace('.', '_')}`;
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(url: string, work: (knex: Knex) => PromiseLike<T>): Promise<T> {
  // One connection, without limits of time: copying a table takes minutes.
  const knex = createKnex(url, { queryTimeoutMs: 0, poolMax: 1 });
  try {
    // A copy that was stopped is still being taken back when the next one begins.
    await knex.raw('SET SESSION innodb_lock_wait_timeout = 1200');
    await unlimited(knex);
    return await work(knex);
  } finally {
    await knex.destroy();
  }
}

const UNKNOWN_VARIABLE = 1193;

/** Of MariaDB; MySQL has no such limit. */
async function unlimited(knex: Knex): Promise<void> {
  try {
    await knex.raw('SET SESSION max_statement_time = 0');
  } catch (error) {
    if ((error as { errno?: number }).errno !== UNKNOWN_VARIABLE) {
      throw error;
    }
  }
}
