import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

/** The lines that a logger writes. */
function logged(write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger('info', { write: (line: string) => lines.push(line) }));
  return lines;
}

it('tells what went wrong and where, not with which values', () => {
  const driver = Object.assign(new Error('Data too long for column'), {
    code: 'ER_DATA_TOO_LONG',
    errno: 1406,
    sql: "insert into user (email) values ('mina@secret.example')",
    command: { name: 'evalsha', args: ['secret-place'] },
    nativeError: { sql: 'secret' },
  });
  const [line = ''] = logged((logger) => logger.error({ err: driver }, 'unexpected error'));
  const { err } = JSON.parse(line) as { err: Record<string, unknown> };
  expect(err).toMatchObject({
    type: 'Error',
    message: 'Data too long for column',
    code: 'ER_DATA_TOO_LONG',
    errno: 1406,
  });
  expect(err['stack']).toContain('logger.test.ts');
  expect(line).not.toContain('secret');
});

it('leaves out what is secret by its name', () => {
  const [line = ''] = logged((logger) => logger.info({ user: { email: 'a@b.example' } }, 'made'));
  expect(line).not.toContain('a@b.example');
});
