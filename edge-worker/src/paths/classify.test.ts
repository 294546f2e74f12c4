import { describe, expect, it } from 'vitest';
import { allowedMethods, classify } from './classify.ts';

describe('classify', () => {
  it.each(['/', '/concerts/42', '/schedules/7', '/reservations/9', '/wallet', '/login', '/signup'])(
    'guards the page %s',
    (path) => {
      expect(classify('GET', path)).toEqual({ kind: 'guarded-page' });
    },
  );

  it.each(['/tickets', '/tickets/AbC-9'])('leaves the page %s open', (path) => {
    expect(classify('GET', path)).toEqual({ kind: 'open-page' });
  });

  it.each([
    ['GET', '/api/concerts'],
    ['POST', '/api/logins'],
    ['POST', '/api/schedules/7/reservations'],
    ['GET', '/api/me/orders'],
    ['GET', '/api/logins/current'],
    ['GET', '/api/administrators'],
    ['GET', '/api/tickets/AbC/more'],
    ['GET', '/api/anything-new'],
  ])('guards %s %s', (method, path) => {
    expect(classify(method, path)).toEqual({ kind: 'guarded-api' });
  });

  it.each([
    ['GET', '/api/admin/rooms'],
    ['POST', '/api/admin'],
    ['GET', '/api/tickets'],
    ['GET', '/api/tickets/AbC-9'],
    ['GET', '/api/me'],
    ['DELETE', '/api/logins/current'],
  ])('leaves %s %s open', (method, path) => {
    expect(classify(method, path)).toEqual({ kind: 'open-api' });
  });

  it.each([
    '/internal/rooms',
    '/internal',
    '/readyz',
    '/metrics',
    '/api',
    '/shop.html',
    '/concerts',
    '/concerts/0',
    '/concerts/x',
    '/concerts/1/2',
    '/assets',
    '/assets/a/b.js',
    '/rooms/main',
    '/rooms/main/steal',
    '/rooms/main/recovery/steal',
    '/rooms/main/code/claim',
    '/.dev.vars',
    '/constructor',
  ])('knows nothing of %s', (path) => {
    expect(classify('GET', path)).toEqual({ kind: 'unknown' });
  });

  it('reads room calls with their room', () => {
    expect(classify('POST', '/rooms/concert-9/join')).toEqual({
      kind: 'room',
      room: 'concert-9',
      call: 'join',
    });
    expect(classify('POST', '/rooms/main/recovery/claim')).toEqual({
      kind: 'room',
      room: 'main',
      call: 'recovery/claim',
    });
  });

  it('reads the calls of AWS Virtual Waiting Room, and no other below their base', () => {
    expect(classify('GET', '/aws-vwr/queue_num')).toEqual({ kind: 'aws-vwr', call: 'queue_num' });
    for (const path of ['/aws-vwr', '/aws-vwr/constructor', '/aws-vwr/update_session']) {
      expect(classify('POST', path)).toEqual({ kind: 'unknown' });
    }
  });

  it('lets only hashed files be kept for ever', () => {
    expect(classify('GET', '/assets/shop-B9_x.js')).toEqual({ kind: 'file', immutable: true });
    expect(classify('GET', '/robots.txt')).toEqual({ kind: 'file', immutable: false });
  });
});

describe('allowedMethods', () => {
  it('takes a status by GET and everything that changes a place by POST', () => {
    expect(allowedMethods({ kind: 'room', room: 'a', call: 'status' })).toEqual(['GET', 'HEAD']);
    expect(allowedMethods({ kind: 'room', room: 'a', call: 'leave' })).toEqual(['POST']);
  });

  it('takes files by GET and HEAD alone, and forms for the pages behind a room', () => {
    expect(allowedMethods({ kind: 'guarded-page' })).toEqual(['GET', 'HEAD', 'POST']);
    expect(allowedMethods({ kind: 'file', immutable: true })).toEqual(['GET', 'HEAD']);
  });

  it.each(['TRACE', 'CONNECT', 'OPTIONS'])('never forwards %s', (method) => {
    expect(allowedMethods({ kind: 'guarded-api' })).not.toContain(method);
    expect(allowedMethods({ kind: 'open-api' })).not.toContain(method);
  });
});
