import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';
import { makeTempDir } from './testing/temp-dir.ts';

describe('readJson', () => {
  it('knows a file that is not there from one that cannot be read', () => {
    const dir = makeTempDir();
    const file = (name: string) => join(dir, name);
    writeFileSync(file('whole.json'), '[1]');
    writeFileSync(file('cut.json'), '[1');
    mkdirSync(file('folder.json'));

    expect(readJson(file('whole.json'))).toEqual([1]);
    expect(readJson(file('none.json'))).toBeUndefined();
    expect(() => readJson(file('cut.json'))).toThrow(/cut\.json holds no JSON/);
    expect(() => readJson(file('folder.json'))).toThrow('EISDIR');
  });
});
