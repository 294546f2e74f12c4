import {
  generateKeyRing,
  PLACE_COOKIE,
  placeToken,
  readKeyRing,
  roomSessionToken,
  SESSION_COOKIE,
  WAITING_ROOM_SESSION_HEADER,
  WAITING_ROOM_TOKEN_HEADER,
  type Place,
} from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { samplePlace } from '../testing/samples.ts';
import { readVisitor } from './visitor.ts';

const keys = {
  placeKeys: await readKeyRing(generateKeyRing('place-1')),
  sessionKeys: await readKeyRing(generateKeyRing('session-1')),
};
const place = samplePlace();
const sign = (claims: Place) => placeToken.sign(keys.placeKeys, claims, 60);
const signSession = (placeId: string, seconds: number, room = 'main') =>
  roomSessionToken.sign(keys.sessionKeys, { room, placeId }, seconds);
const read = (headers: Record<string, string>) => readVisitor(new Headers(headers), 'main', keys);

describe('readVisitor', () => {
  it('knows nothing of a visitor without tokens', async () => {
    expect(await read({})).toEqual({
      transport: 'cookie',
      place: undefined,
      hasBadToken: false,
      sessionToken: undefined,
      session: undefined,
    });
  });

  it('reads place and session from the cookies', async () => {
    const session = await signSession(place.id, 300);
    const cookie = `${PLACE_COOKIE}=${await sign(place)}; ${SESSION_COOKIE}=${session}`;
    expect(await read({ cookie })).toMatchObject({
      place,
      sessionToken: session,
      session: { isYoung: true },
    });
  });

  it('prefers the header where both carry a place', async () => {
    const other = samplePlace({ number: 7 });
    const visitor = await read({
      cookie: `${PLACE_COOKIE}=${await sign(place)}`,
      [WAITING_ROOM_TOKEN_HEADER]: await sign(other),
    });
    expect(visitor).toMatchObject({ transport: 'header', place: other });
  });

  it('does not fall back to the cookie when the header is bad', async () => {
    const visitor = await read({
      cookie: `${PLACE_COOKIE}=${await sign(place)}`,
      [WAITING_ROOM_TOKEN_HEADER]: 'rubbish',
    });
    expect(visitor).toMatchObject({ transport: 'header', place: undefined, hasBadToken: true });
  });

  it('refuses a place of other keys, an expired one, and a session that poses as a place', async () => {
    const strangers = await readKeyRing(generateKeyRing('place-1'));
    const bad = [
      await placeToken.sign(strangers, place, 60),
      await placeToken.sign(keys.placeKeys, place, -60),
      await roomSessionToken.sign(keys.placeKeys, { room: 'main', placeId: place.id }, 60),
      `${await sign(place)}=`,
    ];
    for (const token of bad) {
      const visitor = await read({ cookie: `${PLACE_COOKIE}=${token}` });
      expect(visitor).toMatchObject({ place: undefined, hasBadToken: true });
    }
  });

  it('counts a place in another room as none', async () => {
    const elsewhere = await sign(samplePlace({ room: 'concert-9' }));
    const visitor = await read({ cookie: `${PLACE_COOKIE}=${elsewhere}` });
    expect(visitor).toMatchObject({ place: undefined, hasBadToken: false });
  });

  it.each([
    ['another place', () => signSession('BBBBBBBBBBBBBBBBBBBBBB', 300)],
    ['another room', () => signSession(place.id, 300, 'concert-9')],
    ['the past', () => signSession(place.id, -10)],
    ['the last moment, which the tolerance would still accept', () => signSession(place.id, 0)],
  ])('takes no session of %s', async (_what, token) => {
    const visitor = await read({
      [WAITING_ROOM_TOKEN_HEADER]: await sign(place),
      [WAITING_ROOM_SESSION_HEADER]: await token(),
    });
    expect(visitor.session).toBeUndefined();
    expect(visitor.place).toEqual(place);
  });
});
