import { z } from 'zod';

const unprintable = 'Has characters that cannot be printed.';

/** One line for people to read. Half a surrogate pair and control characters are no text to a database. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, unprintable);
}

/** The same over several lines; may be empty. */
export function prose(maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, unprintable);
}
