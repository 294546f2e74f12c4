import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { z } from 'zod';
import type { KeyRing } from './key-ring.ts';

type TokenKind<T> = {
  /** The explicit `typ` (RFC 8725 §3.11): a token of one kind is never taken for another. */
  typ: string;
  issuer: string;
  claims: z.ZodType<T>;
};

export type TokenOutcome<T> =
  | { ok: true; claims: T; issuedAt: Date; expiresAt: Date }
  | { ok: false; reason: 'malformed' | 'expired' | 'forged' };

/** Three base64url parts and nothing else: jose itself tolerates padding and white space. */
const COMPACT = /^[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{43}$/;
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * HS256 tokens of one kind, signed with the ring's first key and verified with any of its keys.
 * Algorithms, `typ`, issuer and the claims' shape are all fixed here; the header chooses only the `kid`.
 */
export function createTokenKind<T extends JWTPayload>({ typ, issuer, claims }: TokenKind<T>) {
  return {
    sign(ring: KeyRing, payload: T, lifetimeSeconds: number): Promise<string> {
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', typ, kid: ring.signing.kid })
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + Math.ceil(lifetimeSeconds))
        .sign(ring.signing.crypto);
    },

    async verify(ring: KeyRing, token: string): Promise<TokenOutcome<T>> {
      if (!isCanonical(token)) {
        return { ok: false, reason: 'malformed' };
      }
      try {
        const { payload } = await jwtVerify(token, ({ kid }) => keyFor(ring, kid), {
          algorithms: ['HS256'],
          typ,
          issuer,
          requiredClaims: ['exp', 'iat'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        const parsed = claims.safeParse(payload);
        const { iat, exp } = payload;
        if (!parsed.success || iat === undefined || exp === undefined) {
          return { ok: false, reason: 'malformed' };
        }
        const [issuedAt, expiresAt] = [new Date(iat * 1000), new Date(exp * 1000)];
        return { ok: true, claims: parsed.data, issuedAt, expiresAt };
      } catch (error) {
        // Every failure of jose is a refusal; only the reason differs.
        return { ok: false, reason: error instanceof errors.JWTExpired ? 'expired' : 'forged' };
      }
    },
  };
}

/** An HMAC of 32 bytes leaves two spare bits in its last character: other values are other strings. */
function isCanonical(token: string): boolean {
  return COMPACT.test(token) && 'AEIMQUYcgkosw048'.includes(token.slice(-1));
}

function keyFor(ring: KeyRing, kid: string | undefined): CryptoKey {
  const key = ring.find(kid);
  if (key === undefined) {
    throw new errors.JWSInvalid('unknown kid');
  }
  return key.crypto;
}
