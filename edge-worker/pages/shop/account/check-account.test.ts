import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en.ts';
import { checkAccount } from './check-account.ts';

const filled = { email: 'mina@example.com', password: 'a long sentence', name: 'Mina' };

describe('the account form', () => {
  it('has nothing to say about a complete form', () => {
    expect(checkAccount(filled, true, en)).toEqual({});
  });

  it('asks newcomers for ten characters, and others for any password', () => {
    const short = { ...filled, password: 'short' };
    expect(checkAccount(short, true, en)).toEqual({ password: en.account.passwordShort });
    expect(checkAccount(short, false, en)).toEqual({});
  });

  it.each(['mina', 'mina@', '@example.com', 'mi na@example.com', 'mina@example'])(
    'takes %s for no e-mail address',
    (email) => {
      expect(checkAccount({ ...filled, email }, false, en)).toHaveProperty('email');
    },
  );

  it('names every empty field', () => {
    const empty = { email: '', password: '', name: ' ' };
    expect(Object.keys(checkAccount(empty, true, en)).sort()).toEqual([
      'email',
      'name',
      'password',
    ]);
  });
});
