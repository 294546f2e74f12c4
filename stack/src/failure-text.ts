import { StartFailure } from './start-failure.ts';

/** What a person can mend needs no stack; what broke after hours of measuring does. */
export function failureText(error: unknown): string {
  if (error instanceof StartFailure) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
