import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { readProcessIdentity } from '../processes/process-identity.ts';
import { isAlive, stopLeftovers } from '../processes/process-record.ts';
import { StartFailure } from '../start-failure.ts';

type Options = { dataDir: string; fresh: boolean; log: Log };

type DataDirClaim = { release: () => void };

type Holder = { pid: number; identity: string };

/** What a start writes: only this is emptied, in case the directory holds anything else. */
const CONTENTS = ['mysql', 'mariadb', 'redis', 'logs', 'run', 'keys.json', 'servers.json'];

/**
 * Makes this process the only user of a data directory. A claim of a killed start is void: its leftovers
 * are stopped first, so that no two servers ever open the same files.
 */
export async function claimDataDir({ dataDir, fresh, log }: Options): Promise<DataDirClaim> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockFile = lockFileOf(dataDir);
  takeLock(lockFile, dataDir);
  await stopLeftovers(dataDir, log);
  emptyDir(dataDir, fresh ? CONTENTS : []);
  for (const name of ['logs', 'run']) {
    mkdirSync(join(dataDir, name), { recursive: true });
  }
  return { release: () => rmSync(lockFile, { force: true }) };
}

/** Moves away first and removes then: a start killed in between leaves no half removed database to open. */
function emptyDir(dataDir: string, names: readonly string[]): void {
  const trash = join(dataDir, 'trash');
  mkdirSync(trash, { recursive: true });
  const moved = mkdtempSync(join(trash, 'of-'));
  for (const name of names) {
    if (existsSync(join(dataDir, name))) {
      renameSync(join(dataDir, name), join(moved, name));
    }
  }
  rmSync(trash, { recursive: true, force: true });
}

/** Whether a start that claimed this directory was killed and left it as it was. */
export function isAbandoned(dataDir: string): boolean {
  const holder = readHolder(lockFileOf(dataDir));
  return holder !== undefined && !isAlive(holder);
}

function lockFileOf(dataDir: string): string {
  return join(dataDir, 'start.lock');
}

function takeLock(lockFile: string, dataDir: string): void {
  const mine = `${lockFile}.${process.pid}`;
  writeFileSync(
    mine,
    JSON.stringify({ pid: process.pid, identity: readProcessIdentity(process.pid) }),
  );
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linkTo(mine, lockFile)) {
        return;
      }
      dropVoidLock(lockFile, dataDir);
    }
    throw alreadyInUse(dataDir);
  } finally {
    rmSync(mine, { force: true });
  }
}

function linkTo(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** Removes the lock of a dead process; by a rename, so that of two starts only one removes it. */
function dropVoidLock(lockFile: string, dataDir: string): void {
  const holder = readHolder(lockFile);
  if (holder !== undefined && isAlive(holder)) {
    throw alreadyInUse(dataDir, holder.pid);
  }
  const aside = `${lockFile}.void.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    // The other start was faster, or the holder released it just now.
    return;
  }
  const moved = readHolder(aside);
  if (moved !== undefined && isAlive(moved)) {
    // Between the look and the rename another start took the lock: give it back.
    linkTo(aside, lockFile);
  }
  rmSync(aside, { force: true });
}

function readHolder(lockFile: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as Holder;
  } catch {
    // Gone, or not written by us: either way nobody holds it.
    return undefined;
  }
}

function alreadyInUse(dataDir: string, pid?: number): StartFailure {
  const who = pid === undefined ? 'another start' : `process ${pid}`;
  return new StartFailure(
    `${dataDir} is already in use by ${who}: Frontrow runs there. Stop that one first (Ctrl-C in its terminal).`,
  );
}
