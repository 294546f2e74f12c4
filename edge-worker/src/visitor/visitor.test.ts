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
import { readVisitor, roomsOfTokens } from './visitor.ts';

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

  it('counts a place in another room as none, also under this room’s name', async () => {
    const elsewhere = await sign(samplePlace({ room: 'concert-9' }));
    for (const headers of [
      { cookie: `${PLACE_COOKIE}=${elsewhere}` },
      { [WAITING_ROOM_TOKEN_HEADER]: elsewhere },
    ]) {
      expect(await read(headers)).toMatchObject({ place: undefined, hasBadToken: false });
    }
  });

  it('reads of several rooms the cookies of the one that is asked for', async () => {
    const elsewhere = samplePlace({ room: 'concert-9', number: 9 });
    const session = await signSession(elsewhere.id, 300, 'concert-9');
    const cookie = [
      `${PLACE_COOKIE}=${await sign(place)}`,
      `${PLACE_COOKIE}-concert-9=${await sign(elsewhere)}`,
      `${SESSION_COOKIE}-concert-9=${session}`,
    ].join('; ');
    const headers = new Headers({ cookie });
    expect(await readVisitor(headers, 'main', keys)).toMatchObject({ place, session: undefined });
    expect(await readVisitor(headers, 'concert-9', keys)).toMatchObject({
      place: elsewhere,
      session: { isYoung: true },
    });
    expect(await readVisitor(headers, 'concert', keys)).toMatchObject({ place: undefined });
    expect(roomsOfTokens(headers)).toEqual(['main', 'concert-9']);
  });

  it('knows from the header of an app the one room that its place names', async () => {
    const token = await sign(samplePlace({ room: 'concert-9' }));
    const roomsOf = (text: string) =>
      roomsOfTokens(new Headers({ [WAITING_ROOM_TOKEN_HEADER]: text, cookie: '__Host-place=x' }));
    expect(roomsOf(token)).toEqual(['concert-9']);
    expect(roomsOf('rubbish')).toEqual([]);
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
