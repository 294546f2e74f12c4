import { createKnex } from '@frontrow/db';
import { createTestDatabase } from '@frontrow/db/testing';
import { loginReply } from '@frontrow/protocol';
import { Redis } from 'ioredis';
import request from 'supertest';
import { requireOperator, userOf } from '../accounts/authenticate.ts';
import { whenReady } from '../redis/connect.ts';
import { wireAccounts } from '../wiring/wire-accounts.ts';
import { createRouteApp } from './route-app.ts';

export const PUBLIC_URL = 'https://shop.example';
export const PASSWORD = 'a long enough password';

export type AccountApp = Awaited<ReturnType<typeof openAccountApp>>;

/** The account routes on a database of their own, with a `POST /change` that needs a login. */
export async function openAccountApp() {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  const redis = new Redis(database.redisUrl);
  await whenReady(redis, 10_000);
  const { authenticate, afterSale, shop, operatorLogin } = wireAccounts({
    knex,
    cacheRedis: redis,
    redisKeyPrefix: database.redisKeyPrefix,
    publicUrl: PUBLIC_URL,
    demoAccounts: false,
  });
  const app = createRouteApp(afterSale, authenticate, shop, (req, res, next) => {
    if (req.path === '/change') res.json({ id: userOf(res).id });
    else next();
  });

  return {
    knex,
    redis,
    redisKeyPrefix: database.redisKeyPrefix,
    app,
    admin: createRouteApp(operatorLogin, authenticate, requireOperator),
    async signUp(email: string): Promise<string> {
      const response = await request(app)
        .post('/accounts')
        .send({ email, password: PASSWORD, name: 'Somebody', transport: 'token' });
      return String(loginReply.parse(response.body).token);
    },
    me: (token: string) => request(app).get('/me').auth(token, { type: 'bearer' }),
    async close() {
      await knex.destroy();
      redis.disconnect();
      await database.drop();
    },
  };
}
