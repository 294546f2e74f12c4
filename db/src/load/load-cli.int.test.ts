import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';

const DIR = new URL('.', import.meta.url);
const FILES = ['load-cli.ts', 'verify-cli.ts'];

describe('the commands', () => {
  it('explain themselves', async () => {
    const helped = await Promise.all(FILES.map((file) => run(file, ['--help'])));
    for (const outcome of helped) {
      expect(outcome).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
    }
  });

  it('say what they do not understand', async () => {
    const cases: [string[], string][] = [
      [['--scale', '2'], 'scale'],
      [[], 'scale'],
      [['--scale', '0.01', '--seed', 'x'], 'seed'],
      [['--scale', '0.01', '--base-date', 'today'], 'base-date'],
      [['--wrong'], '--wrong'],
    ];
    await Promise.all(
      cases.map(async ([args, named]) => {
        const outcome = await run('load-cli.ts', args, { DATABASE_URL: 'mysql://u@127.0.0.1/x' });
        expect(outcome).toMatchObject({ code: 2, err: expect.stringContaining(named) });
        expect(outcome.err).toContain('Usage');
      }),
    );
  });

  it('db:load is refused in production, before it touches the database', async () => {
    const env = { DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none', NODE_ENV: 'production' };

    expect(await run('load-cli.ts', ['--scale', '0.001'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('public password'),
    });
  });

  it('db:verify ends with status 1 and says what is wrong', async () => {
    const { databaseUrl, drop } = await createTestDatabase();
    const connection = await createConnection({ uri: databaseUrl });
    try {
      expect(await run('verify-cli.ts', [], { DATABASE_URL: databaseUrl })).toMatchObject({
        code: 0,
      });
      await connection.query(
        "INSERT INTO user (email, password_hash, name) VALUES ('a', 'b', 'c')",
      );
      await connection.query('INSERT INTO wallet (user_id, balance) SELECT id, 5 FROM user');

      expect(await run('verify-cli.ts', [], { DATABASE_URL: databaseUrl })).toMatchObject({
        code: 1,
        out: expect.stringContaining('WRONG  I3 a balance'),
        err: expect.stringContaining('"balance":5'),
      });
    } finally {
      await connection.end();
      await drop();
    }
  });
});

type Outcome = { code: number; out: string; err: string };

function run(file: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const path = fileURLToPath(new URL(file, DIR));
    execFile(process.execPath, [path, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}
