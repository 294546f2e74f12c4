import { describe, expect, it } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import { readEvidenceOptions } from './read-options.ts';

describe('the options of the evidence', () => {
  it('make the small shop a hundredth of the large one, and never smaller than can be loaded', () => {
    expect(readEvidenceOptions(['--scale', '1'])).toMatchObject({ large: 1, small: 0.01 });
    expect(readEvidenceOptions(['--scale', '0.001'])).toMatchObject({ small: 0.0005 });
  });

  it.each([
    [['--visits', '2.5'], '--visits takes a whole number'],
    [['--seconds', '0.5'], '--seconds takes a whole number'],
    [['--patience', '0.5'], '--patience takes a whole number'],
    [['--rounds', '0.5'], '--rounds takes a whole number'],
    [['--seed=-1'], '--seed takes a whole number'],
    [['--scale', '150'], '--scale takes a number from 0.0005 to 1, not "150".'],
    [['--scale', '0.0001'], '--scale takes a number from 0.0005'],
    [['--scale', '0.1', '--small', '0.2'], '--small takes a number from 0.0005 to 0.1'],
    [['--scales', '1'], 'npm run db:evidence -- --help lists the options.'],
  ])('are refused in words before anything is loaded: %j', (args, words) => {
    const read = () => readEvidenceOptions(args);
    expect(read).toThrow(StartFailure);
    expect(read).toThrow(words);
  });

  it('are explained', () => {
    expect(readEvidenceOptions(['--help'])).toHaveProperty('help');
  });
});
