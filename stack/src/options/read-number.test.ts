import { describe, expect, it } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import { readNumber, readNumbers } from './read-number.ts';

describe('the number of an option', () => {
  it('may be each of its bounds', () => {
    expect(readNumber('--scale', '0.0005', { atLeast: 0.0005, atMost: 1 })).toBe(0.0005);
    expect(readNumber('--scale', '1', { atLeast: 0.0005, atMost: 1 })).toBe(1);
    expect(readNumber('--seed', '0', { atLeast: 0, atMost: 9, whole: true })).toBe(0);
  });

  it.each(['0.5', '-1', '21', '2.5', 'many', '', ' ', 'NaN', 'Infinity'])(
    'is refused by the name of the option where it is no whole one in its bounds: "%s"',
    (text) => {
      const read = () => readNumber('--rounds', text, { atLeast: 1, atMost: 20, whole: true });
      expect(read).toThrow(StartFailure);
      expect(read).toThrow(`--rounds takes a whole number from 1 to 20, not "${text}".`);
    },
  );

  it('may have a fraction where that makes sense', () => {
    expect(readNumber('--seconds', '2.5', { atLeast: 0.1, atMost: 20 })).toBe(2.5);
    expect(() => readNumber('--seconds', '60', { atLeast: 0.1, atMost: 20 })).toThrow(
      '--seconds takes a number from 0.1 to 20, not "60".',
    );
  });
});

describe('the numbers of an option', () => {
  const range = { atLeast: 1, atMost: 16, whole: true };

  it('ascend, each once, however they were typed', () => {
    expect(readNumbers('--origins', '10,2,4,2', range)).toEqual([2, 4, 10]);
    expect(readNumbers('--origins', '1', range)).toEqual([1]);
  });

  it.each(['', '1,,2', '1,2,', '1,1.5', '1;2', '4,17'])('are refused together: "%s"', (text) => {
    expect(() => readNumbers('--origins', text, range)).toThrow(
      `--origins takes whole numbers from 1 to 16 with commas between them, not "${text}".`,
    );
  });
});
