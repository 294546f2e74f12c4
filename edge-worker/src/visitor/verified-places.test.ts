import { generateKeyRing, placeToken, readKeyRing, type KeyRing } from '@frontrow/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { samplePlace } from '../testing/samples.ts';
import { verifyPlace } from './verified-places.ts';

const newRing = () => readKeyRing(generateKeyRing('place-1'));
const sign = (ring: KeyRing) => placeToken.sign(ring, samplePlace(), 60);

afterEach(() => {
  vi.useRealTimers();
});

describe('verifyPlace', () => {
  it('says of a token that it knows what it said first', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    const first = await verifyPlace(ring, token);
    expect(first).toMatchObject({ ok: true, claims: samplePlace() });
    expect(await verifyPlace(ring, token)).toBe(first);
  });

  it('refuses what differs from it in one character, before and after', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    const bent = token.replace(/\.e/, '.f');
    expect((await verifyPlace(ring, bent)).ok).toBe(false);
    await verifyPlace(ring, token);
    expect((await verifyPlace(ring, bent)).ok).toBe(false);
  });

  it('knows nothing under other keys', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    await verifyPlace(ring, token);
    expect(await verifyPlace(await newRing(), token)).toEqual({ ok: false, reason: 'forged' });
  });

  it('refuses a token that it knows once its time is over', async () => {
    const ring = await newRing();
    const token = await sign(ring);
    await verifyPlace(ring, token);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 70_000 });
    expect(await verifyPlace(ring, token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('lets nobody change a place that others read as well', async () => {
    const ring = await newRing();
    const outcome = await verifyPlace(ring, await sign(ring));
    expect(outcome.ok && Object.isFrozen(outcome.claims)).toBe(true);
  });
});
