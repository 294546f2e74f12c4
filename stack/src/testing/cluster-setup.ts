import { rmSync } from 'node:fs';
import '@frontrow/db/testing';
import type { TestProject } from 'vitest/node';
import { startRedisCluster } from './redis-cluster.ts';
import { makeRunDir } from './run-dir.ts';

/** A Redis Cluster for the tests that need no more than Redis. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await makeRunDir((line) => project.vitest.logger.log(line));
  const cluster = await startRedisCluster(dataDir);
  project.provide('redisUrl', cluster.url);
  return async () => {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
