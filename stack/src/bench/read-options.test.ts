import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import { makeTempDir } from '../testing/temp-dir.ts';
import { readBenchOptions } from './read-options.ts';

describe('the options of a bench', () => {
  it('are the distance to the limit unless others are named', () => {
    expect(readBenchOptions([])).toMatchObject({
      names: ['catalog', 'buying', 'polls', 'room', 'arrivals'],
      options: { seconds: 2, rounds: 3, sizes: [10_000, 100_000, 1_000_000], origins: [1, 2, 4] },
      profileDir: undefined,
      keep: false,
    });
  });

  it('ascend where they are lists, and take fractions of time and scale', () => {
    const args = ['--scales', '0.1,0.01,0.1', '--seconds', '0.5', '--minutes', '1.5'];
    expect(readBenchOptions(args)).toMatchObject({
      options: { scales: [0.01, 0.1], seconds: 0.5, minutes: 1.5 },
    });
  });

  it.each([
    ['--seconds=21', '--seconds takes a number from 0.1 to 20, not "21".'],
    ['--rounds=1.5', '--rounds takes a whole number from 1 to 20'],
    ['--connections=2.5', '--connections takes a whole number'],
    ['--sizes=1000,10.5', '--sizes takes whole numbers'],
    ['--visitors=0.5', '--visitors takes a whole number'],
    ['--origins=1,0', '--origins takes whole numbers from 1 to 16'],
    ['--scales=0.0001,0.1', '--scales takes numbers from 0.0005 to 1'],
    ['--only=toString', '--only takes catalog, buying'],
    ['--round=3', 'npm run bench -- --help lists the options.'],
  ])('are refused in words: %s', (arg, words) => {
    const read = () => readBenchOptions([arg]);
    expect(read).toThrow(StartFailure);
    expect(read).toThrow(words);
  });

  it('are explained', () => {
    expect(readBenchOptions(['--help'])).toHaveProperty(
      'help',
      expect.stringContaining('20 at most'),
    );
  });
});

describe('a profile', () => {
  const read = (dir: string, only = 'catalog') =>
    readBenchOptions(['--profile', dir, '--only', only]);

  it('goes into a folder that is empty, or not there yet', () => {
    const dir = makeTempDir();
    expect(read(dir)).toMatchObject({ profileDir: dir });
    expect(read(join(dir, 'new'))).toMatchObject({ profileDir: join(dir, 'new') });
  });

  it('is refused where another one lies, and where there is a file', () => {
    const dir = makeTempDir();
    const file = join(dir, 'file');
    writeFileSync(file, '');
    expect(() => read(dir)).toThrow(`new or empty, which ${dir} is not.`);
    expect(() => read(file)).toThrow(`new or empty, which ${file} is not.`);
    mkdirSync(join(dir, 'one', 'catalog'), { recursive: true });
    expect(() => read(join(dir, 'one'))).toThrow('new or empty');
  });

  it.each(['rows', 'origins'])('is refused where other origins are asked: %s', (name) => {
    expect(() => read(makeTempDir(), `catalog,${name}`)).toThrow(
      `--profile does not go with --only ${name}`,
    );
  });
});
