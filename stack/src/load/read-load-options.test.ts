import { describe, expect, it } from 'vitest';
import { readLoadOptions } from './read-load-options.ts';

describe('the options of a load run', () => {
  it('change the numbers of a scenario, and ask for no more seats than there are visitors', () => {
    const args = ['seat-war', '--vus', '20', '--seconds', '9', '--target', 'origin'];
    expect(readLoadOptions(args)).toMatchObject({
      target: 'origin',
      own: false,
      accounts: 500,
      plan: { load: { shape: 'burst', visitors: 20, seconds: 9 }, bookingsAtLeast: 20 },
    });
  });

  it.each([
    [['smoke', '--vus', '5'], '--rate'],
    [['smoke', '--rate', 'fast'], '--rate takes a number'],
    [['smoke', '--target', 'moon'], '--target takes edge or origin'],
    [['smoke', '--keep'], '--own'],
    [['smoke', '--profile', 'new'], '--own'],
    [['smoke', '--own', '--profile', '.'], 'a folder that is new or empty'],
    [['smoke', '--own', '--profile', ''], '--profile takes a folder'],
    [['smoke', '--own', '--url', 'http://e'], 'take one of them'],
    [['smoke', '--quick'], 'npm run load -- --help'],
  ])('are refused in words: %j', (args, words) => {
    expect(() => readLoadOptions(args)).toThrow(words);
  });

  it('are explained where there is no such scenario', () => {
    expect(readLoadOptions(['stampede'])).toMatchObject({ isWanted: false });
    expect(readLoadOptions(['--help'])).toMatchObject({ isWanted: true });
  });
});
