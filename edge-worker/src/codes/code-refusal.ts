import type { Trace } from '../incoming.ts';
import { problemReply } from '../replies/problem-reply.ts';
import type { Asked } from './ask-codes.ts';

const AWAY_RETRY_SECONDS = 5;

/** The problem of a code that was not taken. */
export function codeRefusal(
  refused: Exclude<Asked<unknown>, { kind: 'done' }>,
  { requestId }: Trace,
): Response {
  if (refused.kind === 'away') {
    return problemReply('room_unavailable', { requestId, retryAfterSeconds: AWAY_RETRY_SECONDS });
  }
  const { kind: _refused, code, ...details } = refused;
  return problemReply(code, { requestId, ...details });
}
