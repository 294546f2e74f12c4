import { describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options.ts';

describe('readStartOptions', () => {
  it('starts two origins and the shop on port 8787 by default', () => {
    expect(readStartOptions([])).toMatchObject({
      origins: 2,
      port: 8787,
      host: '127.0.0.1',
      fresh: false,
      demo: true,
      dev: false,
      dataDir: expect.stringMatching(/\/\.data$/),
    });
  });

  it('reads every option', () => {
    const args = ['--fresh', '--origins', '3', '--port', '9000', '--host', '0.0.0.0', '--no-demo'];

    expect(readStartOptions(args)).toMatchObject({
      fresh: true,
      origins: 3,
      port: 9000,
      host: '0.0.0.0',
      demo: false,
    });
  });

  it('needs one origin only while developing', () => {
    expect(readStartOptions(['--dev'])).toMatchObject({ dev: true, origins: 1 });
  });

  it.each(['0', '17', 'two', '1.5', ''])('refuses %o origins', (count) => {
    expect(() => readStartOptions(['--origins', count])).toThrow(/whole number from 1 to 16/);
  });

  it('refuses an option that it does not know', () => {
    expect(() => readStartOptions(['--orgins', '2'])).toThrow(/--orgins.*\n.*--help/s);
  });
});
