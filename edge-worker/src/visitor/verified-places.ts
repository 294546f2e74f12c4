import { placeToken, type KeyRing } from '@frontrow/protocol';
import { LRUCache } from 'lru-cache';

type Outcome = Awaited<ReturnType<typeof placeToken.verify>>;
type Verified = Extract<Outcome, { ok: true }>;

/** Under a kilobyte each: 20 MB of the 128 that an isolate has. */
const MOST_KEPT = 20_000;

/** By key ring: with other keys everything is verified anew. */
const verified = new WeakMap<KeyRing, LRUCache<string, Verified>>();

/**
 * Verifies a place token; of one that was good a moment ago only whether its time is over, since whoever waits asks
 * with the same token every few seconds. Nothing but the whole text counts as the same, and no failure is kept.
 */
export async function verifyPlace(ring: KeyRing, token: string): Promise<Outcome> {
  const kept = keptOf(ring);
  const known = kept.get(token);
  if (known !== undefined && known.expiresAt.getTime() > Date.now()) {
    return known;
  }
  const outcome = await placeToken.verify(ring, token);
  if (outcome.ok) {
    // Shared between requests from here on.
    Object.freeze(outcome.claims);
    kept.set(token, outcome);
  }
  return outcome;
}

function keptOf(ring: KeyRing): LRUCache<string, Verified> {
  const kept = verified.get(ring) ?? new LRUCache<string, Verified>({ max: MOST_KEPT });
  verified.set(ring, kept);
  return kept;
}
