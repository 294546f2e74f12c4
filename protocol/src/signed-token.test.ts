import fc from 'fast-check';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateKeyRing, type KeyRing, readKeyRing } from './key-ring.ts';
import { type Place, placeToken, roomSessionToken } from './place.ts';

const place: Place = {
  room: 'main',
  id: 'abcdefghijklmnopqrstuv',
  number: 42,
  lane: 'main',
  epoch: 3,
  aheadAtJoin: 7,
  called: false,
  ticket: null,
  promise: null,
};

let ring: KeyRing;

beforeAll(async () => {
  ring = await readKeyRing(generateKeyRing('k1'));
});

/** A token with a right signature, and something else wrong. */
function signedWith(
  header: Record<string, unknown>,
  claims: Record<string, unknown> = { ...place },
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'frontrow-place+jwt', kid: 'k1', ...header })
    .setIssuer('frontrow-edge')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(ring.signing.crypto);
}

describe('a place token', () => {
  it('gives back the place that was signed', async () => {
    const token = await placeToken.sign(ring, place, 60);
    expect(await placeToken.verify(ring, token)).toMatchObject({ ok: true, claims: place });
  });

  it('is accepted after a rotation, until its key is dropped', async () => {
    const old = generateKeyRing('old');
    const token = await placeToken.sign(await readKeyRing(old), place, 60);
    const rotated = await readKeyRing(`${generateKeyRing('new')},${old}`);
    expect(await placeToken.verify(rotated, token)).toMatchObject({ ok: true });
    expect(await placeToken.verify(ring, token)).toEqual({ ok: false, reason: 'forged' });
  });

  it('is refused when it has expired', async () => {
    const token = await placeToken.sign(ring, place, -60);
    expect(await placeToken.verify(ring, token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is never taken for a room session, nor the other way round', async () => {
    const session = await roomSessionToken.sign(ring, { room: 'main', placeId: place.id }, 60);
    expect(await placeToken.verify(ring, session)).toMatchObject({ ok: false });
    const token = await placeToken.sign(ring, place, 60);
    expect(await roomSessionToken.verify(ring, token)).toMatchObject({ ok: false });
  });

  it('is refused with another type, issuer, algorithm, key or shape, though well signed', async () => {
    const wrong = [
      signedWith({ typ: 'JWT' }),
      signedWith({ kid: 'unknown' }),
      signedWith({}, { ...place, number: 0 }),
      signedWith({}, { ...place, room: '../main' }),
      signedWith({}, { ...place, id: 'short' }),
      signedWith({}, { number: 1 }),
    ];
    for (const token of await Promise.all(wrong)) {
      expect(await placeToken.verify(ring, token), token).toMatchObject({ ok: false });
    }
  });

  it('is refused as an unsigned token', async () => {
    const [, payload = ''] = (await placeToken.sign(ring, place, 60)).split('.');
    const header = btoa(JSON.stringify({ alg: 'none', typ: 'frontrow-place+jwt' }));
    for (const forged of [`${header}.${payload}.`, `${header}.${payload}.${'A'.repeat(43)}`]) {
      expect(await placeToken.verify(ring, forged)).toMatchObject({ ok: false });
    }
  });

  it('has one spelling: any other string is refused', async () => {
    const token = await placeToken.sign(ring, place, 60);
    for (const spelling of [`${token}=`, `${token} `, ` ${token}`, `${token}\n`, `${token}.`]) {
      expect(await placeToken.verify(ring, spelling)).toEqual({ ok: false, reason: 'malformed' });
    }
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom('A', 'B', 'd', 'f', '0', '9', '-', '_', '.'),
        async (index, character) => {
          const changed = token.slice(0, index) + character + token.slice(index + 1);
          fc.pre(changed !== token);
          expect(await placeToken.verify(ring, changed)).toMatchObject({ ok: false });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a key ring', () => {
  it('is refused with a short key, a bad name, a name twice or nothing in it', async () => {
    const secret = 'A'.repeat(43);
    for (const text of [
      '',
      'k1',
      `k1:${'A'.repeat(20)}`,
      `k 1:${secret}`,
      `a:${secret},a:${secret}`,
    ]) {
      await expect(readKeyRing(text), text).rejects.toThrow(/key ring/);
    }
  });
});
