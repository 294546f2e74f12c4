import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shutdown } from './shutdown.ts';

/** Is removed by the stop, on a signal too. Made before anything that uses it, so that it goes last. */
export function createTemporaryDir(name: string, { add }: Pick<Shutdown, 'add'>): string {
  const dir = mkdtempSync(join(tmpdir(), `frontrow-${name}-`));
  add(async () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
