import type { ClosedDraw, RoomStatus } from '@frontrow/protocol';
import { createDrawOrder, drawCommitment } from '@frontrow/protocol/draw-order';
import type { Strings } from '../../strings/words.ts';
import { formatCount } from '../../waiting-view.ts';

/** The permutation that this page can do; see `draw-order.ts` of the protocol. */
const KNOWN_VERSION = 'feistel-sha256-1';

export type DrawCheck =
  | { result: 'checked' | 'unseen' | 'inOrder'; ticket: number; of: number; number: number }
  | { result: 'wrongNumber'; expected: number; told: number }
  | { result: 'changed' | 'wrongKey' | 'unknownVersion' };

/**
 * Does the sum of a draw again in this browser. `remembered`: the commitment that this browser saw while the
 * draw was open, so that neither key nor commitment can have been changed since.
 */
export function checkDraw(status: RoomStatus, remembered: string | null): DrawCheck | null {
  const { draw, ticket, number } = status;
  if (draw === null || !('key' in draw) || ticket?.draw !== draw.id || number === null) {
    return null;
  }
  if (draw.key !== null && draw.version !== KNOWN_VERSION) {
    return { result: 'unknownVersion' };
  }
  const wrong = checkKey(draw, remembered);
  if (wrong !== null) {
    return { result: wrong };
  }
  const expected = draw.base + 1 + createDrawOrder(draw.key, draw.n).rankOf(ticket.index);
  if (expected !== number) {
    return { result: 'wrongNumber', expected, told: number };
  }
  const result = draw.key === null ? 'inOrder' : remembered === null ? 'unseen' : 'checked';
  return { result, ticket: ticket.index + 1, of: draw.n, number };
}

export function drawSentence(check: DrawCheck, { draw }: Strings): string {
  switch (check.result) {
    case 'checked':
    case 'unseen':
    case 'inOrder':
      return draw[check.result](
        formatCount(check.ticket),
        formatCount(check.of),
        formatCount(check.number),
      );
    case 'wrongNumber':
      return draw.wrongNumber(formatCount(check.expected), formatCount(check.told));
    default:
      return draw[check.result];
  }
}

export function isWrong({ result }: DrawCheck): boolean {
  return result === 'changed' || result === 'wrongKey' || result === 'wrongNumber';
}

function checkKey(
  { key, commitment }: ClosedDraw,
  remembered: string | null,
): 'changed' | 'wrongKey' | null {
  // A draw by lot that turned into one of arrival is a change too.
  if (remembered !== null && remembered !== commitment) {
    return 'changed';
  }
  return key !== null && drawCommitment(key) !== commitment ? 'wrongKey' : null;
}
