import { describe, expect, it } from 'vitest';
import { clearRoomCookies, handOut } from './grants.ts';

const nextHour = Math.floor(Date.now() / 1000) + 3600;
const tokenOf = (claims: object) => `e30.${btoa(JSON.stringify(claims))}.x`;
const placeToken = tokenOf({ room: 'main' });
const sessionToken = tokenOf({ room: 'main', exp: nextHour });
const tokens = { placeToken, sessionToken };

describe('handOut', () => {
  it('gives a browser cookies and nothing that a script could read', () => {
    const reply = new Headers();
    handOut(reply, tokens, { transport: 'cookie' });
    expect(reply.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-place=e30\..*; Max-Age=86400; .*HttpOnly/),
      expect.stringMatching(/^__Host-session=e30\..*; Max-Age=3(?:600|5\d\d); .*HttpOnly/),
    ]);
    expect(reply.get('x-waiting-room-token')).toBeNull();
    expect(reply.get('x-waiting-room-session')).toBeNull();
  });

  it('gives an app headers and no cookies', () => {
    const reply = new Headers();
    handOut(reply, tokens, { transport: 'header' });
    expect(reply.getSetCookie()).toEqual([]);
    expect(reply.get('x-waiting-room-token')).toBe(placeToken);
    expect(reply.get('x-waiting-room-session')).toBe(sessionToken);
  });

  it('gives both to an app that joins without a place', () => {
    const reply = new Headers();
    handOut(reply, { placeToken }, { transport: 'cookie', wantsHeader: true });
    expect(reply.getSetCookie()).toHaveLength(1);
    expect(reply.get('x-waiting-room-token')).toBe(placeToken);
  });

  it('keeps the tokens of each room under names of their own', () => {
    const reply = new Headers();
    const ofTour = {
      placeToken: tokenOf({ room: 'tour' }),
      sessionToken: tokenOf({ room: 'tour', exp: nextHour }),
    };
    handOut(reply, ofTour, { transport: 'cookie' });
    expect(reply.getSetCookie().map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-place-tour',
      '__Host-session-tour',
    ]);
  });

  it('says nothing when there is nothing to give', () => {
    const reply = new Headers();
    handOut(reply, {}, { transport: 'cookie', wantsHeader: true });
    expect([...reply]).toEqual([]);
  });
});

it.each([
  ['main', ''],
  ['tour', '-tour'],
])('clears both cookies of the room and no other: %s', (room, suffix) => {
  const reply = new Headers({ 'set-cookie': '__Host-login=kept' });
  clearRoomCookies(reply, room);
  expect(reply.getSetCookie().map((cookie) => cookie.split(';')[0])).toEqual([
    '__Host-login=kept',
    `__Host-place${suffix}=`,
    `__Host-session${suffix}=`,
  ]);
});
