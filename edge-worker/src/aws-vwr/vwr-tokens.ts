import { SignJWT } from 'jose';
import type { VwrKey } from './vwr-key.ts';

type Entry = {
  eventId: string;
  requestId: string;
  queueNumber: number;
  issuer: string;
  /** When the origin says that the stay ends, and how long such a stay is. */
  expiresAt: Date;
  sessionSeconds: number;
};

const USES = ['access', 'refresh', 'id'] as const;

/**
 * The three tokens, with the documented claims. All of them end with the room's session. The times are
 * reckoned from its end, so that asking again while the end stays the same gives the very same tokens.
 */
export async function mintVwrTokens({ sign, kid }: VwrKey, entry: Entry, now: number) {
  const exp = Math.floor(entry.expiresAt.getTime() / 1000);
  const issuedAt = Math.min(exp - Math.ceil(entry.sessionSeconds), Math.floor(now / 1000));
  const claims = {
    aud: entry.eventId,
    sub: entry.requestId,
    queue_position: entry.queueNumber,
    iat: issuedAt,
    nbf: issuedAt,
    exp,
    iss: entry.issuer,
  };
  const [access, refresh, id] = await Promise.all(
    USES.map((use) =>
      new SignJWT({ ...claims, token_use: use })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(sign),
    ),
  );
  return {
    access_token: access,
    refresh_token: refresh,
    id_token: id,
    token_type: 'Bearer',
    expires_in: Math.max(0, exp - Math.floor(now / 1000)),
  };
}
