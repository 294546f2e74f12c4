import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian and Homebrew keep servers where a plain user's PATH does not look. */
const SERVER_DIRS = ['/usr/local/sbin', '/usr/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/** The path of the first of these programs that is installed. */
export function findProgram(...names: string[]): string | undefined {
  const dirs = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_DIRS];
  return names.flatMap((name) => dirs.map((dir) => join(dir, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Absent or not ours to run.
    return false;
  }
}
