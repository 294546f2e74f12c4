import { readdirSync, statSync } from 'node:fs';
import { StartFailure } from '../start-failure.ts';

/** What an older run left there would be told as this one's. */
export function requireEmptyDir(option: string, dir: string): void {
  if (dir === '') {
    throw new StartFailure(`${option} takes a folder.`);
  }
  const found = statSync(dir, { throwIfNoEntry: false });
  if (found !== undefined && !(found.isDirectory() && readdirSync(dir).length === 0)) {
    throw new StartFailure(`${option} takes a folder that is new or empty, which ${dir} is not.`);
  }
}
