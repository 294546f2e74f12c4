import { randomUUID } from 'node:crypto';
import { createKnex, User, Wallet } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import request from 'supertest';
import { createAuthenticate, requireOperator } from '../accounts/authenticate.ts';
import { createLogins } from '../accounts/logins.ts';
import { createIdempotent } from '../idempotency/idempotent.ts';
import { createCreditWallet } from '../points/credit-wallet.ts';
import { whenReady } from '../redis/connect.ts';
import { wireAdmin } from '../wiring/wire-admin.ts';
import { wireCatalog } from '../wiring/wire-catalog.ts';
import { createRouteApp } from './route-app.ts';

export type AdminApp = Awaited<ReturnType<typeof openAdminApp>>;

/** The admin routes on a database of their own, an operator who asks, and the shop that shows what they made. */
export async function openAdminApp() {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  const cacheRedis = new Redis(database.redisUrl);
  await whenReady(cacheRedis, 10_000);
  const catalog = wireCatalog({ knex, cacheRedis, redisKeyPrefix: database.redisKeyPrefix });
  const idempotent = createIdempotent({ knex });
  const app = createRouteApp(
    createAuthenticate({ logins: createLogins({ knex }), publicUrl: 'https://shop.example' }),
    requireOperator,
    wireAdmin({ ...catalog, knex, idempotent, creditWallet: createCreditWallet() }),
  );
  const operator = await createUser(knex, 'operator');

  return {
    knex,
    app,
    shop: createRouteApp(catalog.shop),
    operator,
    get: (path: string) => request(app).get(path).auth(operator.token, { type: 'bearer' }),
    post(path: string, body: object, key?: string) {
      const sent = request(app).post(path).auth(operator.token, { type: 'bearer' });
      return (key === undefined ? sent : sent.set('Idempotency-Key', key)).send(body);
    },
    async close() {
      await knex.destroy();
      cacheRedis.disconnect();
      await database.drop();
    },
  };
}

/** Somebody with an empty wallet and a login. */
export async function createUser(knex: Knex, role: 'buyer' | 'operator') {
  const email = `${randomUUID()}@people.example`;
  const user = { email, role, name: role, passwordHash: 'never used' };
  const { id } = await User.query(knex).insert(user);
  await Wallet.query(knex).insert({ userId: id, balance: 0 });
  const { token } = await knex.transaction((trx) => createLogins({ knex }).open(trx, id));
  return { id, email, token };
}
