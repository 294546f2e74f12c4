import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
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

describe('lines that are gathered', () => {
  it.each(['process.exit(1)', 'throw new Error()', 'process.exitCode = 1'])(
    'are all there when a process ends by %s',
    (end) => {
      const { stdout, status } = spawnSync(...node(end), { encoding: 'utf8' });
      expect([messagesOf(stdout), status]).toEqual([['one', 'two'], 1]);
    },
  );

  it('do not wait for others', async () => {
    const child = spawn(...node('setInterval(() => {}, 1000)'), { stdio: 'pipe' });
    try {
      const [text] = (await once(child.stdout, 'data')) as [Buffer];
      expect(messagesOf(text.toString())).toEqual(['one', 'two']);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** A process that writes two lines and goes on as it is told. */
function node(goOn: string): [command: string, args: string[]] {
  const logger = new URL('logger.ts', import.meta.url).href;
  const program = `
    import { createLogger, gatheredOutput } from '${logger}';
    const log = createLogger('info', gatheredOutput());
    log.info('one');
    log.info('two');
    ${goOn};`;
  return [process.execPath, ['--input-type=module', '--eval', program]];
}

function messagesOf(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}
