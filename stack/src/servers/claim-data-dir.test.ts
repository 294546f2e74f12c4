import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTempDir } from '../testing/temp-dir.ts';
import { claimDataDir, isAbandoned } from './claim-data-dir.ts';

const quiet = { fresh: false, log: () => undefined };
/** No process has this pid: it is above every kernel's limit. */
const deadHolder = JSON.stringify({ pid: 2 ** 30, identity: 'long ago' });

describe('claimDataDir', () => {
  it('refuses a directory that another start uses, and says who', async () => {
    const dataDir = makeTempDir();
    await claimDataDir({ dataDir, ...quiet });

    await expect(claimDataDir({ dataDir, ...quiet })).rejects.toThrow(
      `${dataDir} is already in use by process ${process.pid}`,
    );
  });

  it('lets one of two simultaneous starts through', async () => {
    const dataDir = makeTempDir();

    const claims = await Promise.allSettled([
      claimDataDir({ dataDir, ...quiet }),
      claimDataDir({ dataDir, ...quiet }),
    ]);

    expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is free again after release', async () => {
    const dataDir = makeTempDir();
    (await claimDataDir({ dataDir, ...quiet })).release();

    await expect(claimDataDir({ dataDir, ...quiet })).resolves.toBeDefined();
  });

  it('takes over from a start that was killed', async () => {
    const dataDir = makeTempDir();
    writeFileSync(join(dataDir, 'start.lock'), deadHolder);
    expect(isAbandoned(dataDir)).toBe(true);

    await claimDataDir({ dataDir, ...quiet });

    expect(isAbandoned(dataDir)).toBe(false);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('start.lock'))).toHaveLength(1);
  });

  it('empties what a start wrote, and nothing else, when asked for a fresh one', async () => {
    const dataDir = makeTempDir();
    mkdirSync(join(dataDir, 'mariadb'));
    writeFileSync(join(dataDir, 'keys.json'), '{}');
    writeFileSync(join(dataDir, 'notes.txt'), 'mine');

    await claimDataDir({ dataDir, ...quiet, fresh: true });

    expect(existsSync(join(dataDir, 'mariadb'))).toBe(false);
    expect(existsSync(join(dataDir, 'keys.json'))).toBe(false);
    expect(existsSync(join(dataDir, 'notes.txt'))).toBe(true);
    expect(existsSync(join(dataDir, 'trash'))).toBe(false);
  });
});
