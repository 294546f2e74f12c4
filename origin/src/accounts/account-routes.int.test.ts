import { createKnex, hashPassword, LedgerEntry, Login, User, Wallet } from '@frontrow/db';
import { AppError, LOGIN_COOKIE, loginReply, meReply } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountApp, openAccountApp, PASSWORD } from '../testing/account-app.ts';
import { createLogIn } from './log-in.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createLogins } from './logins.ts';
import { createPasswords } from './passwords.ts';

let accounts: AccountApp;

beforeAll(async () => {
  accounts = await openAccountApp();
});
afterAll(() => accounts.close());

describe('signing up', () => {
  it('makes a buyer with an empty wallet and logs it in', async () => {
    const response = await request(accounts.app)
      .post('/accounts')
      .send({ email: 'New@People.example', password: PASSWORD, name: ' New ', transport: 'token' });

    expect(response.status).toBe(201);
    expect(response.headers['cache-control']).toContain('no-store');
    expect(response.headers['set-cookie']).toBeUndefined();
    const { user, token } = loginReply.parse(response.body);
    expect(user).toMatchObject({ email: 'new@people.example', name: 'New', role: 'buyer' });
    expect(await Wallet.query(accounts.knex).findById(user.id)).toMatchObject({ balance: 0 });
    expect(await LedgerEntry.query(accounts.knex).where({ userId: user.id })).toEqual([]);

    const me = await request(accounts.app).get('/me').auth(String(token), { type: 'bearer' });
    expect(meReply.parse(me.body).user).toEqual(user);
  });

  it('refuses an e-mail address that is taken, in any case of letters, and changes nothing', async () => {
    await accounts.signUp('taken@people.example');
    const before = await User.query(accounts.knex).resultSize();

    const response = await request(accounts.app)
      .post('/accounts')
      .send({ email: 'TAKEN@people.example', password: 'another password', name: 'X' });

    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({ code: 'email_taken' });
    expect(await User.query(accounts.knex).resultSize()).toBe(before);
  });

  it('makes one account when the same person signs up twice at one time', async () => {
    const bodies = Array.from({ length: 5 }, () => ({
      email: 'twice@people.example',
      password: PASSWORD,
      name: 'Twice',
    }));
    const responses = await Promise.all(
      bodies.map((body) => request(accounts.app).post('/accounts').send(body)),
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
    const body = {
      email: 'refused@people.example',
      password: PASSWORD,
      name: 'Refused',
      ...change,
    };
    const response = await request(accounts.app).post('/accounts').send(body);

    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: 'invalid_input' });
    expect(
      await User.query(accounts.knex).findOne({ email: 'refused@people.example' }),
    ).toBeUndefined();
  });
});

describe('logging in', () => {
  it('gives a browser a cookie that scripts and other sites do not get', async () => {
    await accounts.signUp('cookie@people.example');
    const response = await request(accounts.app)
      .post('/logins')
      .send({ email: 'cookie@people.example', password: PASSWORD });

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
    const token = await accounts.signUp('hash@people.example');
    const [row] = await accounts
      .knex(Login.tableName)
      .join('user', 'user.id', 'login.userId')
      .where('user.email', 'hash@people.example')
      .select<{ tokenHash: Buffer; minutes: number }[]>(
        'tokenHash',
        accounts.knex.raw('TIMESTAMPDIFF(MINUTE, NOW(3), expires_at) AS minutes'),
      );

    expect(row?.tokenHash).toHaveLength(32);
    expect(row?.tokenHash.toString('base64url')).not.toBe(token);
    expect(row?.minutes).toBeGreaterThan(7 * 24 * 60 - 5);
    expect(row?.minutes).toBeLessThanOrEqual(7 * 24 * 60);
  });

  it('answers a wrong password: PASSWORD and an unknown address alike', async () => {
    await accounts.signUp('known@people.example');
    const wrong = await request(accounts.app)
      .post('/logins')
      .send({ email: 'known@people.example', password: 'wrong' });
    const unknown = await request(accounts.app)
      .post('/logins')
      .send({ email: 'unknown@people.example', password: 'wrong' });

    expect(wrong.status).toBe(401);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  it('ends the login that the client came with', async () => {
    const former = await accounts.signUp('rotate@people.example');
    const again = await request(accounts.app)
      .post('/logins')
      .set('Cookie', `other=1; ${LOGIN_COOKIE}=${former}`)
      .send({ email: 'rotate@people.example', password: PASSWORD });

    expect(again.status).toBe(201);
    expect((await accounts.me(former)).status).toBe(401);
  });

  it('lets operators alone through the operators’ door', async () => {
    const passwordHash = await hashPassword(PASSWORD);
    await User.query(accounts.knex).insert({
      email: 'operator@people.example',
      name: 'Operator',
      role: 'operator',
      passwordHash,
    });
    await accounts.signUp('buyer@people.example');

    const operator = await request(accounts.admin)
      .post('/logins')
      .send({ email: 'operator@people.example', password: PASSWORD, transport: 'token' });
    const buyer = await request(accounts.admin)
      .post('/logins')
      .send({ email: 'buyer@people.example', password: PASSWORD, transport: 'token' });

    expect(operator.status).toBe(201);
    expect(buyer.body).toMatchObject({ code: 'operator_required' });
  });

  it('does not count against anybody while too many log in for it to be judged', async () => {
    await accounts.signUp('rush@people.example');
    const { knex, redis, redisKeyPrefix } = accounts;
    const failures = { perIp: 2, perIpAndEmail: 2, perEmail: 2 };
    const keyPrefix = `${redisKeyPrefix}rush:`;
    const attempts = createLoginAttempts({ redis, keyPrefix, failures });
    const used = { knex, logins: createLogins({ knex }), attempts, demoAccounts: false };
    const tooMany = new AppError('too_many_requests', 'busy');
    const full = { hash: () => Promise.reject(tooMany), matches: () => Promise.reject(tooMany) };
    const input = { email: 'rush@people.example', password: PASSWORD, clientIp: '192.0.2.1' };

    for (let tried = 0; tried < 4; tried += 1) {
      const refused = createLogIn({ ...used, passwords: full })(input);
      await expect(refused).rejects.toBe(tooMany);
    }
    const judged = createLogIn({ ...used, passwords: createPasswords() })(input);
    await expect(judged).resolves.toMatchObject({ user: { email: input.email } });
  });

  it('does not count against anybody while MySQL cannot tell whose password it is', async () => {
    await accounts.signUp('outage@people.example');
    const { knex, redis, redisKeyPrefix } = accounts;
    const failures = { perIp: 2, perIpAndEmail: 2, perEmail: 2 };
    const keyPrefix = `${redisKeyPrefix}outage:`;
    const attempts = createLoginAttempts({ redis, keyPrefix, failures });
    const used = { passwords: createPasswords(), attempts, demoAccounts: false };
    const input = { email: 'outage@people.example', password: PASSWORD, clientIp: '192.0.2.2' };
    const away = createKnex('mysql://nobody:nothing@127.0.0.1:9/nowhere');

    for (let tried = 0; tried < 4; tried += 1) {
      const refused = createLogIn({ ...used, knex: away, logins: createLogins({ knex: away }) })(
        input,
      );
      await expect(refused).rejects.not.toMatchObject({ code: 'too_many_requests' });
    }
    await away.destroy();
    const judged = createLogIn({ ...used, knex, logins: createLogins({ knex }) })(input);
    await expect(judged).resolves.toMatchObject({ user: { email: input.email } });
  });

  it('refuses the accounts of the demo, unless this is one', async () => {
    const email = 'mina@demo.example';
    await accounts.signUp(email);
    const { knex, redis, redisKeyPrefix } = accounts;
    const used = {
      knex,
      logins: createLogins({ knex }),
      attempts: createLoginAttempts({ redis, keyPrefix: redisKeyPrefix }),
      passwords: createPasswords(),
    };
    const input = { email, password: PASSWORD, clientIp: '192.0.2.9' };
    const refused = createLogIn({ ...used, demoAccounts: false })(input);
    await expect(refused).rejects.toMatchObject({ code: 'credentials_wrong' });
    const allowed = createLogIn({ ...used, demoAccounts: true })(input);
    await expect(allowed).resolves.toMatchObject({ user: { email } });
  });
});
