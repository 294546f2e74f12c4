import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { killGroup } from './kill-group.ts';
import { readProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

type ProcessRecord = { name: string; pid: number; identity: string };

/** The edge first, then what it calls, then what those call. */
const STOP_ORDER = ['edge', 'origin', 'redis', 'database'];
const GRACE_MS = 15_000;

/** Notes a running child under the data directory, so that a later start can find it if this one is killed. */
export function recordProcess(dataDir: string, name: string, pid: number): void {
  const identity = readProcessIdentity(pid);
  if (identity === undefined) {
    return;
  }
  mkdirSync(recordDir(dataDir), { recursive: true });
  writeFileSync(recordFile(dataDir, name), JSON.stringify({ name, pid, identity }));
}

export function forgetProcess(dataDir: string, name: string): void {
  rmSync(recordFile(dataDir, name), { force: true });
}

/** Stops what a killed start left running. A pid that now belongs to another program is left alone. */
export async function stopLeftovers(dataDir: string, log: Log): Promise<void> {
  const records = readRecords(dataDir).sort((a, b) => stopRank(a.name) - stopRank(b.name));
  for (const record of records) {
    if (isAlive(record)) {
      log(
        `Stopping ${record.name} (process ${record.pid}), left over from a start that was killed.`,
      );
      await stopRecorded(record);
    }
    forgetProcess(dataDir, record.name);
  }
}

export function isAlive({ pid, identity }: Omit<ProcessRecord, 'name'>): boolean {
  return readProcessIdentity(pid) === identity;
}

async function stopRecorded(record: ProcessRecord): Promise<void> {
  terminate(record);
  await waitUntil(() => !isAlive(record), { withinMs: GRACE_MS });
  // A child that is deaf, and what a child started and left behind.
  killGroup(record.pid);
  await waitUntil(() => !isAlive(record), { withinMs: GRACE_MS });
}

function terminate({ pid }: ProcessRecord): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It ended between the look and the signal.
  }
}

function readRecords(dataDir: string): ProcessRecord[] {
  mkdirSync(recordDir(dataDir), { recursive: true });
  return readdirSync(recordDir(dataDir))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      try {
        return [JSON.parse(readFileSync(join(recordDir(dataDir), file), 'utf8')) as ProcessRecord];
      } catch {
        // A start killed while it wrote the note: nothing in it can be trusted.
        return [];
      }
    });
}

function stopRank(name: string): number {
  const rank = STOP_ORDER.findIndex((part) => name.includes(part));
  return rank === -1 ? STOP_ORDER.length : rank;
}

function recordDir(dataDir: string): string {
  return join(dataDir, 'run');
}

function recordFile(dataDir: string, name: string): string {
  return join(recordDir(dataDir), `${name}.json`);
}
