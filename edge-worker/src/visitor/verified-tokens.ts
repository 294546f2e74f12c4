import { placeToken, roomSessionToken, type KeyRing, type TokenOutcome } from '@frontrow/protocol';
import { LRUCache } from 'lru-cache';

type Verify<Claims> = (ring: KeyRing, token: string) => Promise<TokenOutcome<Claims>>;

/** Under a kilobyte each: 30 MB of the 128 that an isolate has. */
const MOST_PLACES = 20_000;
const MOST_SESSIONS = 10_000;

/** Whoever waits asks with the same token every few seconds. */
export const verifyPlace = keepingGood(placeToken, MOST_PLACES);
/** Whoever is inside brings the same one with each request, until half of its time is over. */
export const verifySession = keepingGood(roomSessionToken, MOST_SESSIONS);

/**
 * Verifies a token; of one that was good a moment ago only whether its time is over. Nothing but the whole text counts as
 * the same, and no failure is kept.
 */
function keepingGood<Claims>(kind: { verify: Verify<Claims> }, most: number): Verify<Claims> {
  type Good = Extract<TokenOutcome<Claims>, { ok: true }>;
  /** By key ring: with other keys everything is verified anew. */
  const good = new WeakMap<KeyRing, LRUCache<string, Good>>();

  return async function verifyOnce(ring, token) {
    const kept = keptOf(ring);
    const known = kept.get(token);
    if (known !== undefined && known.expiresAt.getTime() > Date.now()) {
      return known;
    }
    const outcome = await kind.verify(ring, token);
    if (outcome.ok) {
      // Shared between requests from here on.
      Object.freeze(outcome.claims);
      kept.set(token, outcome);
    }
    return outcome;
  };

  function keptOf(ring: KeyRing): LRUCache<string, Good> {
    const kept = good.get(ring) ?? new LRUCache<string, Good>({ max: most });
    good.set(ring, kept);
    return kept;
  }
}
