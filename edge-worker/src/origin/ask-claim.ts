import { placeClaim, type Place, type PlaceClaim } from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';
import type { CallOrigin } from './call-origin.ts';
import { readJson } from './read-answer.ts';

const CLAIM_TIMEOUT_MS = 2000;

export type AskClaim = ReturnType<typeof createAskClaim>;

/** Asks the origin how long a place keeps its turn; undefined when it gives no usable answer. */
export function createAskClaim({ callOrigin }: { callOrigin: CallOrigin }) {
  return async function askClaim(trace: Trace, place: Place): Promise<PlaceClaim | undefined> {
    const target = `/internal/rooms/${place.room}/claim`;
    const call = { method: 'GET', target, trace, place, timeoutMs: CLAIM_TIMEOUT_MS };
    return readJson(await callOrigin(call), placeClaim);
  };
}
