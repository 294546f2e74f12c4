import type { ApiFailure } from '../api/api-failure.ts';
import type { Messages } from './en.ts';

/** The failure in the reader's words; the server's own sentence is English and for programmers. */
export function problemSentence(messages: Messages, failure: Pick<ApiFailure, 'code'>): string {
  return messages.problems[failure.code];
}
