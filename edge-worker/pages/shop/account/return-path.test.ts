import { describe, expect, it } from 'vitest';
import { loginPath, returnPath } from './return-path.ts';

const ORIGIN = 'https://shop.example';

describe('the page after logging in', () => {
  it('is the one that was wanted', () => {
    expect(returnPath('/schedules/7?zoom=2', ORIGIN)).toBe('/schedules/7?zoom=2');
  });

  it.each([
    'https://evil.example/login',
    '//evil.example/x',
    String.raw`/\evil.example`,
    'javascript:alert(1)',
    'data:text/html,x',
    'http://shop.example/',
    'https://shop.example@evil.example/',
  ])('is never on another site: %s', (next) => {
    expect(returnPath(next, ORIGIN)).toBe('/');
  });

  it('never starts with two slashes', () => {
    expect(returnPath('https://shop.example//evil.example', ORIGIN)).toBe('/evil.example');
  });

  it.each([undefined, '', '/login', '/signup?next=/'])('is the list after %s', (next) => {
    expect(returnPath(next, ORIGIN)).toBe('/');
  });
});

it('asks to log in with the wanted page kept', () => {
  expect(loginPath('/wallet?need=5')).toBe('/login?next=%2Fwallet%3Fneed%3D5');
});
