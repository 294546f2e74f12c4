import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import { makeTempDir } from '../testing/temp-dir.ts';
import { readCompareOptions } from './read-options.ts';

describe('the options of a comparison', () => {
  it('leave what is measured open, and measure numbers of origins in ascending order', () => {
    expect(readCompareOptions(['--origins', '4,1,4', '--think', '0.5'])).toMatchObject({
      only: undefined,
      rounds: 3,
      seconds: 30,
      demand: 6,
      buyers: undefined,
      capacity: undefined,
      scale: undefined,
      origins: [1, 4],
      thinkSeconds: 0.5,
    });
  });

  it.each([
    ['--rounds=2.5', '--rounds takes a whole number from 1 to 50, not "2.5".'],
    ['--demand=0', '--demand takes a number from 0.1 to 100, not "0".'],
    ['--buyers=0.5', '--buyers takes a whole number'],
    ['--origins=1,1.5', '--origins takes whole numbers'],
    ['--accounts=2.5', '--accounts takes a whole number'],
    ['--only=queue', '--only takes rooms or shop, not "queue".'],
    ['--seed=one', '--seed takes a whole number'],
    ['--scale=0.0001', '--scale takes a number from 0.0005 to 1'],
    ['--profile=new', '--profile goes with --only shop'],
    ['--round=3', 'npm run bench:rooms -- --help lists the options.'],
  ])('are refused in words: %s', (arg, words) => {
    const read = () => readCompareOptions([arg]);
    expect(read).toThrow(StartFailure);
    expect(read).toThrow(words);
  });

  it('take a profile into a folder that is new or empty', () => {
    const dir = makeTempDir();
    const read = () => readCompareOptions(['--only', 'shop', '--profile', dir]);
    expect(read()).toMatchObject({ profileDir: dir });
    mkdirSync(join(dir, 'older'), { recursive: true });
    expect(read).toThrow('--profile takes a folder that is new or empty');
  });

  it('are explained', () => {
    expect(readCompareOptions(['-h'])).toHaveProperty('help');
  });
});
