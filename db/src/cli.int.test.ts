import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('the database commands', () => {
  it('fill an empty shop and tell the accounts, and the second time say that nothing was changed', async () => {
    const first = await run(['seed'], database.databaseUrl);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('operator@demo.example') });

    const second = await run(['seed'], database.databaseUrl);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
  });

  it('take the schema back and bring it up again', async () => {
    const back = await run(['rollback'], database.databaseUrl);
    expect(back).toMatchObject({ code: 0, out: expect.stringContaining('Took back') });
    expect(await run(['rollback'], database.databaseUrl)).toMatchObject({
      out: expect.stringContaining('nothing to take back'),
    });

    const up = await run(['migrate'], database.databaseUrl);
    expect(up).toMatchObject({ code: 0, out: expect.stringContaining('Applied') });
    expect(await run(['migrate'], database.databaseUrl)).toMatchObject({
      out: expect.stringContaining('up to date'),
    });
  });

  it('ask for DATABASE_URL', async () => {
    expect(await run(['migrate'], '')).toMatchObject({
      code: 2,
      err: expect.stringContaining('DATABASE_URL'),
    });
  });

  it('explain themselves', async () => {
    expect(await run(['--help'], '')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage'),
    });
    expect(await run(['drop'], '')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage'),
    });
  });

  it('say in one line why they failed', async () => {
    const nowhere = 'mysql://nobody:nothing@127.0.0.1:1/none';

    expect(await run(['migrate'], nowhere)).toMatchObject({
      code: 1,
      err: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

type Outcome = { code: number; out: string; err: string };

function run(args: string[], databaseUrl: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      { env: { DATABASE_URL: databaseUrl } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}
