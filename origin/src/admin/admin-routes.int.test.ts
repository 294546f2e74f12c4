import { randomUUID } from 'node:crypto';
import { AuditLogEntry, LedgerEntry, Wallet } from '@frontrow/db';
import { auditPage, chargeReply } from '@frontrow/protocol';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminApp, createUser, openAdminApp } from '../testing/admin-app.ts';

let buyer: Awaited<ReturnType<typeof createUser>>;
let admin: AdminApp;

beforeAll(async () => {
  admin = await openAdminApp();
  buyer = await createUser(admin.knex, 'buyer');
});
afterAll(() => admin.close());

describe('every admin route', () => {
  it.each([
    ['post', '/venues'],
    ['post', '/concerts'],
    ['post', '/concerts/1/schedules'],
    ['get', '/users?email=a@b.example'],
    ['post', '/users/1/grants'],
    ['get', '/audit-log'],
  ] as const)('is for operators: %s %s', async (method, path) => {
    const nobody = await request(admin.app)[method](path);
    const shopper = await request(admin.app)[method](path).auth(buyer.token, { type: 'bearer' });

    expect(nobody.body).toMatchObject({ status: 401, code: 'login_required' });
    expect(shopper.body).toMatchObject({ status: 403, code: 'operator_required' });
  });
});

describe('a user', () => {
  it('is found by e-mail address, with the balance', async () => {
    const { email } = buyer;
    const found = await admin.get(`/users?email=${encodeURIComponent(email.toUpperCase())}`);

    expect(found.body).toMatchObject({ user: { id: buyer.id, email, balance: 0 } });
    expect(found.body.user).not.toHaveProperty('passwordHash');
    expect((await admin.get('/users?email=nobody@people.example')).status).toBe(404);
    expect((await admin.get('/users')).status).toBe(400);
  });

  it('is granted points once for each key, and the log keeps the reason', async () => {
    const { id } = await createUser(admin.knex, 'buyer');
    const key = randomUUID();
    const body = { amount: 7_000, reason: 'The lift was broken' };
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => admin.post(`/users/${id}/grants`, body, key)),
    );

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(chargeReply.parse(replies[0]?.body)).toMatchObject({
      balance: 7_000,
      entry: { kind: 'GRANT', amount: 7_000, reason: body.reason },
    });
    expect(await Wallet.query(admin.knex).findById(id)).toMatchObject({ balance: 7_000 });
    expect(await LedgerEntry.query(admin.knex).where({ userId: id })).toHaveLength(1);
    expect(
      await AuditLogEntry.query(admin.knex).where({ target: `user/${id}`, action: 'points.grant' }),
    ).toHaveLength(1);
  });

  it('is granted nothing beyond the limit, without a key, without a reason, or when not there', async () => {
    const { id } = await createUser(admin.knex, 'buyer');
    const reason = 'because';
    const refusals = await Promise.all([
      admin.post(`/users/${id}/grants`, { amount: 1, reason: '' }, randomUUID()),
      admin.post(`/users/${id}/grants`, { amount: -1, reason }, randomUUID()),
      admin.post(`/users/${id}/grants`, { amount: 1, reason }),
      admin.post('/users/999999/grants', { amount: 1, reason }, randomUUID()),
    ]);
    expect(refusals.map(({ body }) => body.code)).toEqual([
      'invalid_input',
      'invalid_input',
      'idempotency_key_missing',
      'not_found',
    ]);

    await admin.post(`/users/${id}/grants`, { amount: 10_000_000, reason }, randomUUID());
    const more = await admin.post(`/users/${id}/grants`, { amount: 1, reason }, randomUUID());
    expect(more.body).toMatchObject({ code: 'balance_limit_reached' });
    expect(await AuditLogEntry.query(admin.knex).where({ target: `user/${id}` })).toHaveLength(1);
  });
});

describe('the audit log', () => {
  it('is read newest first, page by page, each entry once', async () => {
    for (let made = 0; made < 5; made += 1) {
      await admin.post('/concerts', concertBody());
    }
    const total = await AuditLogEntry.query(admin.knex).resultSize();
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = cursor === '' ? '/audit-log?limit=2' : `/audit-log?limit=2&cursor=${cursor}`;
      const page = auditPage.parse((await admin.get(path)).body);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (seen.length === 2) await admin.post('/concerts', concertBody());
    }

    expect(new Set(seen).size).toBe(total);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    const { email } = admin.operator;
    expect((await admin.get('/audit-log?limit=1')).body.items[0]).toMatchObject({ actor: email });
  });
});

function concertBody() {
  return { title: 'A title', artist: 'An artist', genre: 'Folk' };
}
