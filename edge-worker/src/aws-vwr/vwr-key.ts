import { calculateJwkThumbprint, importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';

/** The documented members of the public key, and no other. */
export type PublicKey = { kty: 'RSA'; alg: 'RS256'; kid: string; n: string; e: string };

export type VwrKey = { sign: CryptoKey; kid: string; public: PublicKey };

/** 2048 bits in base64url. */
const LEAST_MODULUS_CHARACTERS = 342;

const part = z.string().regex(/^[\w-]+$/);
const privateJwk = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1).optional(),
  n: part.min(LEAST_MODULUS_CHARACTERS),
  e: part,
  d: part,
  p: part,
  q: part,
  dp: part,
  dq: part,
  qi: part,
});

/**
 * Reads a private RSA key, a JWK as text: the one that the retired stack kept in its secrets goes on
 * as it is, so that whoever holds its public key verifies the new tokens too. Throws on anything else.
 */
export async function readVwrKey(text: string): Promise<VwrKey> {
  const { kid: givenKid, ...jwk } = privateJwk.parse(JSON.parse(text));
  const { kty, n, e } = jwk;
  const sign = await importJWK(jwk, 'RS256');
  if (sign instanceof Uint8Array) {
    throw new TypeError('An RSA key is not a secret of bytes.');
  }
  const kid = givenKid ?? (await calculateJwkThumbprint({ kty, n, e }));
  return { sign, kid, public: { kty: 'RSA', alg: 'RS256', kid, n, e } };
}
