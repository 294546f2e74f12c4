import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createLogger, writeTogether } from './logger.ts';

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

describe('lines that are written together', () => {
  it('leave in their order, in one write, when the turn ends', async () => {
    const writes: string[] = [];
    const logger = createLogger('info', writeTogether({ write: (text) => writes.push(text) }));
    logger.info('one');
    logger.warn('two');
    expect(writes).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(writes.map(messagesOf)).toEqual([['one', 'two']]);
    logger.info('three');
    await new Promise((resolve) => setImmediate(resolve));
    expect(writes.map(messagesOf)).toEqual([['one', 'two'], ['three']]);
  });

  it.each(['process.exit(1)', 'throw new Error()', 'process.exitCode = 1'])(
    'are all there when a process ends by %s',
    (end) => {
      const logger = new URL('./logger.ts', import.meta.url).href;
      const program = `
        import { destination } from 'pino';
        import { createLogger, writeTogether } from '${logger}';
        const log = createLogger('info', writeTogether(destination({ sync: true })));
        log.info('one');
        log.info('two');
        ${end};`;
      const { stdout, status } = spawnSync(
        process.execPath,
        ['--input-type=module', '--eval', program],
        { encoding: 'utf8', cwd: import.meta.dirname },
      );
      expect([messagesOf(stdout), status]).toEqual([['one', 'two'], 1]);
    },
  );
});

function messagesOf(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}
