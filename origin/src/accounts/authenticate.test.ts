import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { createAuthenticate, userOf } from './authenticate.ts';

const user = { id: 7, email: 'a@people.example', name: 'A', role: 'buyer' as const };

it('looks a login up once, however many routers ask who it is', async () => {
  const looked: string[] = [];
  const logins = {
    async findUser(token: string) {
      looked.push(token);
      return user;
    },
  };
  const authenticate = createAuthenticate({ logins, publicUrl: 'http://localhost' });
  const app = express();
  app.use(authenticate, authenticate, (_req, res) => {
    res.json(userOf(res));
  });

  for (const token of ['one', 'two']) {
    const reply = await request(app).get('/').set('Authorization', `Bearer ${token}`);
    expect(reply.body).toEqual(user);
  }
  expect(looked).toEqual(['one', 'two']);
});
