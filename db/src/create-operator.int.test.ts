import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKnex } from './connect.ts';
import { createOperator } from './create-operator.ts';
import { User } from './models/user.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
});

afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const operator = { email: 'Ops@Hall.example', name: 'Operations', password: 'fourteen letters' };

describe('making an operator', () => {
  it('gives an account with the role, once for each address', async () => {
    await createOperator(knex, operator);
    const found = await User.query(knex).findOne({ email: 'ops@hall.example' });
    expect(found).toMatchObject({ role: 'operator', name: 'Operations' });
    expect(found?.passwordHash).toMatch(/^\$argon2id\$/);
    await expect(createOperator(knex, operator)).rejects.toThrow('already');
  });

  it.each([
    ['a short password', { password: 'short' }, 'password'],
    ['no address', { email: '' }, 'email'],
    ['no name', { name: ' ' }, 'name'],
  ])('refuses %s and says so', async (_what, wrong, field) => {
    await expect(createOperator(knex, { ...operator, ...wrong })).rejects.toThrow(field);
  });
});
