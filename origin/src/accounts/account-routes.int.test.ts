import { createKnex, hashPassword, LedgerEntry, Login, User, Wallet } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import { LOGIN_COOKIE, loginReply, meReply } from '@frontrow/protocol';
import type { Express } from 'express';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouteApp } from '../testing/route-app.ts';
import { accountRoutes, operatorLoginRoutes, ownLoginRoutes } from './account-routes.ts';
import { createAuthenticate, requireOperator, userOf } from './authenticate.ts';
import { createLogIn } from './log-in.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createLogins } from './logins.ts';
import { createPasswords } from './passwords.ts';
import { createPruneLogins } from './prune-logins.ts';
import { createSignUp } from './sign-up.ts';

const PUBLIC_URL = 'https://shop.example';
const password = 'a long enough password';

let database: TestDatabase;
let knex: Knex;
let redis: Redis;
let app: Express;
let admin: Express;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  redis = new Redis(database.redisUrl);
  const logins = createLogins({ knex });
  const passwords = createPasswords();
  const attempts = createLoginAttempts({ redis, keyPrefix: database.redisKeyPrefix });
  const logIn = createLogIn({ knex, logins, passwords, attempts });
  const signUp = createSignUp({ knex, logins, passwords });
  const authenticate = createAuthenticate({ logins, publicUrl: PUBLIC_URL });
  app = createRouteApp(
    ownLoginRoutes({ logins, authenticate }),
    authenticate,
    accountRoutes({ signUp, logIn }),
    (req, res, next) => {
      if (req.path === '/change') res.json({ id: userOf(res).id });
      else next();
    },
  );
  admin = createRouteApp(operatorLoginRoutes({ logIn }), authenticate, requireOperator);
});
afterAll(async () => {
  await knex.destroy();
  redis.disconnect();
  await database.drop();
});

describe('signing up', () => {
  it('makes a buyer with an empty wallet and logs it in', async () => {
    const response = await request(app)
      .post('/accounts')
      .send({ email: 'New@People.example', password, name: ' New ', transport: 'token' });

    expect(response.status).toBe(201);
    expect(response.headers['cache-control']).toContain('no-store');
    expect(response.headers['set-cookie']).toBeUndefined();
    const { user, token } = loginReply.parse(response.body);
    expect(user).toMatchObject({ email: 'new@people.example', name: 'New', role: 'buyer' });
    expect(await Wallet.query(knex).findById(user.id)).toMatchObject({ balance: 0 });
    expect(await LedgerEntry.query(knex).where({ userId: user.id })).toEqual([]);

    const me = await request(app).get('/me').auth(String(token), { type: 'bearer' });
    expect(meReply.parse(me.body).user).toEqual(user);
  });

  it('refuses an e-mail address that is taken, in any case of letters, and changes nothing', async () => {
    await signUp('taken@people.example');
    const before = await User.query(knex).resultSize();

    const response = await request(app)
      .post('/accounts')
      .send({ email: 'TAKEN@people.example', password: 'another password', name: 'X' });

    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({ code: 'email_taken' });
    expect(await User.query(knex).resultSize()).toBe(before);
  });

  it('makes one account when the same person signs up twice at one time', async () => {
    const bodies = Array.from({ length: 5 }, () => ({
      email: 'twice@people.example',
      password,
      name: 'Twice',
    }));
    const responses = await Promise.all(
      bodies.map((body) => request(app).post('/accounts').send(body)),
    );

    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(4);
  });

  it.each([
    ['a short password', { password: 'short' }],
    ['an address that is none', { email: 'nobody' }],
    ['a role', { role: 'operator' }],
    ['no name', { name: '  ' }],
  ])('refuses %s', async (_what, change) => {
    const body = { email: 'refused@people.example', password, name: 'Refused', ...change };
    const response = await request(app).post('/accounts').send(body);

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'invalid_input' });
    expect(await User.query(knex).findOne({ email: 'refused@people.example' })).toBeUndefined();
  });
});

describe('logging in', () => {
  it('gives a browser a cookie that scripts and other sites do not get', async () => {
    await signUp('cookie@people.example');
    const response = await request(app)
      .post('/logins')
      .send({ email: 'cookie@people.example', password });

    expect(response.status).toBe(201);
    expect(loginReply.parse(response.body).token).toBeUndefined();
    const [cookie = ''] = response.get('Set-Cookie') ?? [];
    expect(cookie).toMatch(new RegExp(`^${LOGIN_COOKIE}=[\\w-]{43};`));
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
      expect(cookie).toContain(attribute);
    }
    expect(cookie).not.toContain('Domain');
  });

  it('keeps the token only as its hash, for seven days by the clock of the database', async () => {
    const token = await signUp('hash@people.example');
    const [row] = await knex(Login.tableName)
      .join('user', 'user.id', 'login.userId')
      .where('user.email', 'hash@people.example')
      .select<{ tokenHash: Buffer; minutes: number }[]>(
        'tokenHash',
        knex.raw('TIMESTAMPDIFF(MINUTE, NOW(3), expires_at) AS minutes'),
      );

    expect(row?.tokenHash).toHaveLength(32);
    expect(row?.tokenHash.toString('base64url')).not.toBe(token);
    expect(row?.minutes).toBeGreaterThan(7 * 24 * 60 - 5);
    expect(row?.minutes).toBeLessThanOrEqual(7 * 24 * 60);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    await signUp('known@people.example');
    const wrong = await request(app)
      .post('/logins')
      .send({ email: 'known@people.example', password: 'wrong' });
    const unknown = await request(app)
      .post('/logins')
      .send({ email: 'unknown@people.example', password: 'wrong' });

    expect(wrong.status).toBe(401);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  it('ends the login that the client came with', async () => {
    const former = await signUp('rotate@people.example');
    const again = await request(app)
      .post('/logins')
      .set('Cookie', `other=1; ${LOGIN_COOKIE}=${former}`)
      .send({ email: 'rotate@people.example', password });

    expect(again.status).toBe(201);
    expect((await me(former)).status).toBe(401);
  });

  it('lets operators alone through the operators’ door', async () => {
    const passwordHash = await hashPassword(password);
    await User.query(knex).insert({
      email: 'operator@people.example',
      name: 'Operator',
      role: 'operator',
      passwordHash,
    });
    await signUp('buyer@people.example');

    const operator = await request(admin)
      .post('/logins')
      .send({ email: 'operator@people.example', password, transport: 'token' });
    const buyer = await request(admin)
      .post('/logins')
      .send({ email: 'buyer@people.example', password, transport: 'token' });

    expect(operator.status).toBe(201);
    expect(buyer.body).toMatchObject({ code: 'operator_required' });
  });
});

describe('a login', () => {
  it('ends when its time is over in the database', async () => {
    const token = await signUp('late@people.example');
    await endLogin('late@people.example');

    expect((await me(token)).body).toMatchObject({ code: 'login_required' });
  });

  it('is forgotten once it is over, and not before', async () => {
    const over = await signUp('over@people.example');
    const going = await signUp('going@people.example');
    await endLogin('over@people.example');
    const before = await Login.query(knex).resultSize();

    expect(await createPruneLogins({ knex })()).toBeGreaterThan(0);
    expect(await Login.query(knex).resultSize()).toBeLessThan(before);
    expect((await me(over)).status).toBe(401);
    expect((await me(going)).status).toBe(200);
  });

  it('ends at log-out, and the cookie goes', async () => {
    const token = await signUp('leave@people.example');
    const response = await request(app)
      .delete('/logins/current')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`);

    expect(response.status).toBe(204);
    expect(response.get('Set-Cookie')?.[0]).toMatch(new RegExp(`^${LOGIN_COOKIE}=;`));
    expect((await me(token)).status).toBe(401);
  });

  it.each(['x', 'A'.repeat(43), 'A'.repeat(44), '%00'])('is not made up: %s', async (token) => {
    expect((await me(token)).status).toBe(401);
  });
});

describe('a write that carries the login cookie', () => {
  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin that hides', { Origin: 'null' }],
  ])('is refused when it comes from %s', async (_where, headers) => {
    const token = await signUp(`cross-${Math.random()}@people.example`);
    const response = await request(app)
      .post('/change')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`)
      .set(headers);

    expect(response.body).toMatchObject({ status: 403, code: 'cross_site' });
  });

  it.each([
    ['our own pages', { 'Sec-Fetch-Site': 'same-origin', Origin: PUBLIC_URL }],
    ['a client that is no browser', {}],
  ])('is taken when it comes from %s', async (_where, headers) => {
    const token = await signUp(`own-${Math.random()}@people.example`);
    const response = await request(app)
      .post('/change')
      .set('Cookie', `${LOGIN_COOKIE}=${token}`)
      .set(headers);

    expect(response.status).toBe(200);
  });

  it('may come from anywhere with a Bearer token, which no browser adds by itself', async () => {
    const token = await signUp('bearer@people.example');
    const response = await request(app)
      .post('/change')
      .auth(token, { type: 'bearer' })
      .set('Origin', 'https://app.example');

    expect(response.status).toBe(200);
  });
});

async function signUp(email: string): Promise<string> {
  const response = await request(app)
    .post('/accounts')
    .send({ email, password, name: 'Somebody', transport: 'token' });
  return String(loginReply.parse(response.body).token);
}

function me(token: string) {
  return request(app).get('/me').auth(token, { type: 'bearer' });
}

async function endLogin(email: string): Promise<void> {
  const { id } = await User.query(knex).findOne({ email }).throwIfNotFound();
  await knex(Login.tableName)
    .where({ userId: id })
    .update({ expiresAt: knex.raw('NOW(3)') });
}
