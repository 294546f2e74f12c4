import { rmSync } from 'node:fs';
import { createKnex, migrateLatest } from '@frontrow/db';
import { templateDatabase, withDatabase } from '@frontrow/db/testing';
import { createConnection } from 'mysql2/promise';
import type { TestProject } from 'vitest/node';
import { buildEdgeIfStale } from '../edge/build-edge.ts';
import type { Log } from '../log.ts';
import { provideServers } from '../servers/provide-servers.ts';
import { StartFailure } from '../start-failure.ts';
import { makeRunDir } from './run-dir.ts';

/** Private servers for one run of the integration tests, a migrated template database, and a built edge. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => project.vitest.logger.log(line);
  const dataDir = await makeRunDir(log);
  const servers = await provideServers({
    dataDir,
    fresh: false,
    log,
    purpose: 'tests',
    // Names of their own: nobody's DATABASE_URL gets test databases by accident.
    given: { databaseUrl: process.env.TEST_DATABASE_URL, redisUrl: process.env.TEST_REDIS_URL },
  });
  const teardown = async () => {
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.all([makeTemplate(servers.databaseUrl), buildEdge(log)]);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('redisUrl', servers.redisUrl);
  return teardown;
}

/** Most tests need no edge: they still run when it cannot be built, and those that need it fail. */
async function buildEdge(log: Log): Promise<void> {
  try {
    await buildEdgeIfStale(log);
  } catch (error) {
    if (!(error instanceof StartFailure)) {
      throw error;
    }
    log(error.message);
  }
}

async function makeTemplate(databaseUrl: string): Promise<void> {
  const connection = await createConnection({ uri: databaseUrl });
  try {
    await connection.query(`DROP DATABASE IF EXISTS ${templateDatabase}`);
    await connection.query(
      `CREATE DATABASE ${templateDatabase} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
  } finally {
    await connection.end();
  }
  const knex = createKnex(withDatabase(databaseUrl, templateDatabase));
  try {
    await migrateLatest(knex);
  } finally {
    await knex.destroy();
  }
}
