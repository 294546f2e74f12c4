import { expect, it, onTestFinished } from 'vitest';
import { createKnex } from './connect.ts';
import { User } from './models/user.ts';
import { createTestDatabase } from './testing/test-database.ts';

it('names no values in its errors', async () => {
  const database = await createTestDatabase();
  const knex = createKnex(database.databaseUrl);
  onTestFinished(async () => {
    await knex.destroy();
    await database.drop();
  });
  const email = 'secret@example.org';

  const refused = User.query(knex).insert({ email, passwordHash: 'x', name: 'y'.repeat(81) });

  const error = (await refused.catch((thrown: unknown) => thrown)) as Error;
  expect(error.message).toMatch(/insert into `user` .*Data too long/);
  expect(`${error.message}\n${error.stack}`).not.toContain('secret');
});
