import {
  generateKeyRing,
  placeCookie,
  placeToken,
  readKeyRing,
  roomSessionToken,
  sessionCookie,
  WAITING_ROOM_SESSION_HEADER,
  WAITING_ROOM_TOKEN_HEADER,
  type RoomSnapshot,
} from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../incoming.ts';
import { samplePlace, sampleSnapshot } from '../testing/samples.ts';
import { createVisits } from './visits.ts';

const config = {
  placeKeys: await readKeyRing(generateKeyRing('place-1')),
  sessionKeys: await readKeyRing(generateKeyRing('session-1')),
};
const CALLED = 50;
const WAITING = 150;

const snapshots: RoomSnapshot[] = [
  sampleSnapshot(),
  sampleSnapshot({ room: 'tour', routes: [{ host: null, path: '/concerts/42' }] }),
  sampleSnapshot({ room: 'vip', routes: [{ host: 'vip.example', path: '/concerts/42' }] }),
];
const visits = createVisits({
  config,
  memory: {
    current: () =>
      Promise.resolve({
        rooms: new Map(snapshots.map((one) => [one.room, one])),
        before: new Map(),
        ageMs: 100,
      }),
  },
});

type Held = { room: string; number?: number; sessionSeconds?: number };

async function tokensOf({ room, number = CALLED, sessionSeconds }: Held) {
  const place = samplePlace({ room, number });
  const claims = { room, placeId: place.id };
  return {
    place: await placeToken.sign(config.placeKeys, place, 600),
    session:
      sessionSeconds === undefined
        ? ''
        : await roomSessionToken.sign(config.sessionKeys, claims, sessionSeconds),
  };
}

async function cookiesOf(...held: Held[]): Promise<Record<string, string>> {
  const pairs = await Promise.all(
    held.map(async (one) => {
      const { place, session } = await tokensOf(one);
      return [`${placeCookie(one.room)}=${place}`, `${sessionCookie(one.room)}=${session}`];
    }),
  );
  return { cookie: pairs.flat().join('; ') };
}

async function visit(path: string, headers: Record<string, string> = {}, host = 'shop.example') {
  const request = new Request(`https://${host}${path}`, { headers });
  const target = { path, search: '' };
  const { room, visitor, orElse, mayJoin } = await visits.byPath({
    request,
    target,
    trace: readTrace(request),
  });
  return { room: room.id, place: visitor.place?.room, orElse: orElse?.room.id, mayJoin };
}

describe('the room of a visit', () => {
  it('is that of the path, whichever rooms the visitor is in', async () => {
    const headers = await cookiesOf({ room: 'main', sessionSeconds: 300 });
    expect(await visit('/concerts/42', headers)).toMatchObject({ room: 'tour', place: undefined });
    expect(await visit('/api/concerts', headers)).toMatchObject({ room: 'main', place: 'main' });
    const both = await cookiesOf({ room: 'main' }, { room: 'tour' });
    expect(await visit('/api/concerts/42', both)).toMatchObject({ room: 'tour', place: 'tour' });
    expect(await visit('/concerts/7', both)).toMatchObject({ room: 'main', place: 'main' });
  });

  it('follows the host, whatever its case and port', async () => {
    for (const host of ['vip.example', 'VIP.example:8443', 'vip.example.']) {
      expect(await visit('/concerts/42', {}, host)).toMatchObject({ room: 'vip' });
    }
    expect(await visit('/concerts/42', {}, 'vip.example.evil')).toMatchObject({ room: 'tour' });
  });
});

describe('where every buyer is served', () => {
  it('counts the room in which the visitor is, and the path’s own if that is over', async () => {
    const headers = await cookiesOf({ room: 'tour', sessionSeconds: 300 });
    const inside = { room: 'tour', place: 'tour', orElse: 'main', mayJoin: false };
    expect(await visit('/api/wallet', headers)).toEqual(inside);
    expect(await visit('/reservations/9', headers)).toEqual(inside);
  });

  it('counts the session that lasts longest, of several', async () => {
    const headers = await cookiesOf(
      { room: 'main', sessionSeconds: 300 },
      { room: 'vip', sessionSeconds: 100 },
      { room: 'tour', sessionSeconds: 200 },
    );
    expect(await visit('/api/wallet', headers)).toMatchObject({ room: 'tour', orElse: 'main' });
  });

  it('counts a called place whose session’s token has run out, but not before a session', async () => {
    const called = await cookiesOf({ room: 'tour' });
    expect(await visit('/wallet', called)).toMatchObject({ room: 'tour', orElse: 'main' });
    const inMain = await cookiesOf({ room: 'main', sessionSeconds: 300 }, { room: 'tour' });
    expect(await visit('/wallet', inMain)).toMatchObject({ room: 'main', orElse: undefined });
  });

  it('counts the path’s own for everybody who is inside no other', async () => {
    const own = { room: 'main', orElse: undefined };
    expect(await visit('/wallet')).toMatchObject(own);
    const waiting = await cookiesOf({ room: 'tour', number: WAITING });
    expect(await visit('/wallet', waiting)).toMatchObject(own);
    const unknown = await cookiesOf({ room: 'gone', sessionSeconds: 300 });
    expect(await visit('/wallet', unknown)).toMatchObject(own);
    const forged = { cookie: '__Host-place-tour=rubbish; __Host-session-tour=rubbish' };
    expect(await visit('/wallet', forged)).toMatchObject(own);
    const { cookie = '' } = await cookiesOf({ room: 'tour', sessionSeconds: 300 });
    const renamed = { cookie: cookie.replaceAll('-tour=', '-vip=') };
    expect(await visit('/wallet', renamed)).toMatchObject(own);
  });

  it('an app’s one place counts for its own room', async () => {
    const { place, session } = await tokensOf({ room: 'tour', sessionSeconds: 300 });
    const headers = {
      [WAITING_ROOM_TOKEN_HEADER]: place,
      [WAITING_ROOM_SESSION_HEADER]: session,
    };
    expect(await visit('/api/wallet', headers)).toMatchObject({ room: 'tour', place: 'tour' });
    expect(await visit('/api/concerts', headers)).toMatchObject({ room: 'main', place: undefined });
  });

  it('nowhere else does a place of another room count', async () => {
    const headers = await cookiesOf({ room: 'tour', sessionSeconds: 300 });
    for (const path of ['/', '/api/concerts', '/concerts/7', '/api/walleting']) {
      expect(await visit(path, headers), path).toMatchObject({ room: 'main', orElse: undefined });
    }
  });
});
