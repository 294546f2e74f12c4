import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKeyRing } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { createKeys, keepKeys } from './keys.ts';
import { makeTempDir } from './testing/temp-dir.ts';

describe('createKeys', () => {
  it('makes rings that edge and origin can read, new ones each time', async () => {
    const keys = createKeys();

    for (const ring of Object.values(keys)) {
      await expect(readKeyRing(ring)).resolves.toHaveProperty('signing');
    }
    expect(createKeys()).not.toEqual(keys);
  });
});

describe('keepKeys', () => {
  it('gives the same keys at the next start, from a file that only its owner reads', () => {
    const dataDir = makeTempDir();

    const keys = keepKeys(dataDir);

    expect(keepKeys(dataDir)).toEqual(keys);
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  it('says what to do when the file is damaged', () => {
    const dataDir = makeTempDir();
    writeFileSync(join(dataDir, 'keys.json'), '{"edge":');

    expect(() => keepKeys(dataDir)).toThrow(/keys\.json is not readable.*--fresh/);
  });
});
