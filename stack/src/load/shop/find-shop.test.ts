import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeys } from '../../keys.ts';
import { makeTempDir } from '../../testing/temp-dir.ts';
import { findShop, urlOf } from './find-shop.ts';

const keys = createKeys();
const HERE = { shop: 'http://localhost:8787', origin: 'http://127.0.0.1:3000' };

function runningStart(): string {
  const dataDir = makeTempDir();
  const write = (name: string, value: object) =>
    writeFileSync(join(dataDir, name), JSON.stringify(value));
  write('addresses.json', HERE);
  write('servers.json', { databaseUrl: 'mysql://here/frontrow' });
  write('keys.json', keys);
  return dataDir;
}

describe('the shop of a run', () => {
  it('is the npm start of this machine', () => {
    const shop = findShop({ dataDir: runningStart(), target: 'origin', env: {} });
    expect(shop).toEqual({
      edgeUrl: HERE.shop,
      originUrl: HERE.origin,
      edgeKeys: keys.edge,
      databaseUrl: 'mysql://here/frontrow',
    });
    expect(urlOf(shop, 'edge')).toBe(HERE.shop);
    expect(urlOf(shop, 'origin')).toBe(HERE.origin);
  });

  it('is elsewhere where all of it is named', () => {
    const env = { ORIGIN_URL: 'http://o', EDGE_KEYS: 'e:k', DATABASE_URL: 'mysql://there/db' };
    const dataDir = makeTempDir();
    expect(findShop({ dataDir, target: 'edge', url: 'http://e', env })).toEqual({
      edgeUrl: 'http://e',
      originUrl: 'http://o',
      edgeKeys: 'e:k',
      databaseUrl: 'mysql://there/db',
    });
  });

  it('is not half elsewhere and half the one that runs here', () => {
    const where = { dataDir: runningStart(), target: 'edge', url: 'http://e', env: {} } as const;
    expect(() => findShop(where)).toThrow('cannot be audited');
  });

  it('is none where it could not be audited', () => {
    const dataDir = makeTempDir();
    expect(() => findShop({ dataDir, target: 'edge', url: 'http://e', env: {} })).toThrow(
      'cannot be audited',
    );
  });
});
