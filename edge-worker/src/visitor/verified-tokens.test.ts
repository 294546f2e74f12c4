import {
  generateKeyRing,
  placeToken,
  readKeyRing,
  roomSessionToken,
  type KeyRing,
} from '@frontrow/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { samplePlace } from '../testing/samples.ts';
import { verifyPlace, verifySession } from './verified-tokens.ts';

const newRing = () => readKeyRing(generateKeyRing('edge-1'));
const session = { room: 'main', placeId: samplePlace().id };

const kinds = [
  {
    what: 'a place',
    verify: verifyPlace,
    claims: samplePlace(),
    sign: (ring: KeyRing) => placeToken.sign(ring, samplePlace(), 60),
  },
  {
    what: 'a session',
    verify: verifySession,
    claims: session,
    sign: (ring: KeyRing) => roomSessionToken.sign(ring, session, 60),
  },
];

afterEach(() => {
  vi.useRealTimers();
});

describe.each(kinds)('the token of $what', ({ verify, claims, sign }) => {
  it('is what it was found to be when it comes again', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    const first = await verify(ring, token);
    expect(first).toMatchObject({ ok: true, claims });
    expect(await verify(ring, token)).toBe(first);
  });

  it('is refused where it differs in one character, before and after', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    const bent = token.replace(/\.e/, '.f');
    expect((await verify(ring, bent)).ok).toBe(false);
    await verify(ring, token);
    expect((await verify(ring, bent)).ok).toBe(false);
  });

  it('is unknown under other keys', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    await verify(ring, token);
    expect(await verify(await newRing(), token)).toEqual({ ok: false, reason: 'forged' });
  });

  it('is refused once its time is over, though it was good', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    await verify(ring, token);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 70_000 });
    expect(await verify(ring, token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('cannot be changed for others who read it as well', async () => {
    const ring = await newRing();
    const outcome = await verify(ring, await sign(ring));
    expect(outcome.ok && Object.isFrozen(outcome.claims)).toBe(true);
  });
});

describe('a token of one kind', () => {
  it('is none of the other, also where both have the same keys', async () => {
    const ring = await newRing();
    const [place, stay] = [await kinds[0]?.sign(ring), await kinds[1]?.sign(ring)];
    await verifyPlace(ring, place ?? '');
    await verifySession(ring, stay ?? '');
    expect((await verifySession(ring, place ?? '')).ok).toBe(false);
    expect((await verifyPlace(ring, stay ?? '')).ok).toBe(false);
  });
});
