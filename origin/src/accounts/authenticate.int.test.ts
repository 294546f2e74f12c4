import { Login, User } from '@frontrow/db';
import { LOGIN_COOKIE } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountApp, openAccountApp, PUBLIC_URL } from '../testing/account-app.ts';
import { createPruneLogins } from './prune-logins.ts';

let accounts: AccountApp;

beforeAll(async () => {
  accounts = await openAccountApp();
});
afterAll(() => accounts.close());

describe('a login', () => {
  it('ends when its time is over in the database', async () => {
    const token = await accounts.signUp('late@people.example');
    await endLogin('late@people.example');

    expect((await accounts.me(token)).body).toMatchObject({ code: 'login_required' });
  });

  it('is forgotten once it is over, and not before', async () => {
    const over = await accounts.signUp('over@people.example');
    const going = await accounts.signUp('going@people.example');
    await endLogin('over@people.example');
    const before = await Login.query(accounts.knex).resultSize();

    expect(await createPruneLogins({ knex: accounts.knex })()).toBeGreaterThan(0);
    expect(await Login.query(accounts.knex).resultSize()).toBeLessThan(before);
    expect((await accounts.me(over)).status).toBe(401);
    expect((await accounts.me(going)).status).toBe(200);
  });

  it('ends at log-out, and the cookie goes', async () => {
    const token = await accounts.signUp('leave@people.example');
    const response = await request(accounts.app)
      .delete('/logins/current')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`);

    expect(response.status).toBe(204);
    expect(response.get('Set-Cookie')?.[0]).toMatch(new RegExp(`^${LOGIN_COOKIE}=;`));
    expect((await accounts.me(token)).status).toBe(401);
  });

  it.each(['x', 'A'.repeat(43), 'A'.repeat(44), '%00'])('is not made up: %s', async (token) => {
    expect((await accounts.me(token)).status).toBe(401);
  });
});

describe('a write that carries the login cookie', () => {
  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin that hides', { Origin: 'null' }],
    ['a sister site that says it is we', { 'Sec-Fetch-Site': 'same-site', Origin: PUBLIC_URL }],
  ])('is refused when it comes from %s', async (_where, headers) => {
    const token = await accounts.signUp(`cross-${Math.random()}@people.example`);
    const response = await request(accounts.app)
      .post('/change')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`)
      .set(headers);

    expect(response.body).toMatchObject({ status: 403, code: 'cross_site' });
  });

  it.each([
    ['our own pages', { 'Sec-Fetch-Site': 'same-origin', Origin: PUBLIC_URL }],
    [
      'our own pages under another name of the shop',
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:8787' },
    ],
    ['our own pages in a browser that tells the origin alone', { Origin: PUBLIC_URL }],
    ['a client that is no browser', {}],
  ])('is taken when it comes from %s', async (_where, headers) => {
    const token = await accounts.signUp(`own-${Math.random()}@people.example`);
    const response = await request(accounts.app)
      .post('/change')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`)
      .set(headers);

    expect(response.status).toBe(200);
  });

  it('may come from anywhere with a Bearer token, which no browser adds by itself', async () => {
    const token = await accounts.signUp('bearer@people.example');
    const response = await request(accounts.app)
      .post('/change')
      .auth(token, { type: 'bearer' })
      .set('Origin', 'https://app.example');

    expect(response.status).toBe(200);
  });
});

async function endLogin(email: string): Promise<void> {
  const { id } = await User.query(accounts.knex).findOne({ email }).throwIfNotFound();
  await accounts
    .knex(Login.tableName)
    .where({ userId: id })
    .update({ expiresAt: accounts.knex.raw('NOW(3)') });
}
