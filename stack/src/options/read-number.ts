import { StartFailure } from '../start-failure.ts';

export type NumberRange = { atLeast: number; atMost: number; whole?: boolean };

/** The value of an option that takes a number. A mistyped one is told before anything starts, by the option's name. */
export function readNumber(option: string, text: string, range: NumberRange): number {
  const number = numberIn(text, range);
  if (number === undefined) {
    const kind = range.whole === true ? 'a whole number' : 'a number';
    throw new StartFailure(`${option} takes ${kind} ${boundsOf(range)}, not "${text}".`);
  }
  return number;
}

/** Those of a list, ascending and each once: what is measured at one after another grows from the first to the last. */
export function readNumbers(option: string, text: string, range: NumberRange): number[] {
  const numbers = text.split(',').map((part) => numberIn(part, range));
  if (!numbers.every((number) => number !== undefined)) {
    const kind = range.whole === true ? 'whole numbers' : 'numbers';
    throw new StartFailure(
      `${option} takes ${kind} ${boundsOf(range)} with commas between them, not "${text}".`,
    );
  }
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function numberIn(
  text: string,
  { atLeast, atMost, whole = false }: NumberRange,
): number | undefined {
  // Number('') is 0.
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isOne = number >= atLeast && number <= atMost && (!whole || Number.isInteger(number));
  return isOne ? number : undefined;
}

function boundsOf({ atLeast, atMost }: NumberRange): string {
  return `from ${atLeast} to ${atMost}`;
}
