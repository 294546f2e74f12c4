import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { stopLeftovers } from '../processes/process-record.ts';
import { isAbandoned } from '../servers/claim-data-dir.ts';

const PREFIX = 'frontrow-tests-';

/** An empty data directory for one test run. Those of runs that were killed are cleared away, with their servers. */
export async function makeRunDir(log: Log): Promise<string> {
  const abandoned = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter(isAbandoned);
  for (const dataDir of abandoned) {
    await stopLeftovers(dataDir, log);
    rmSync(dataDir, { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), PREFIX));
}
