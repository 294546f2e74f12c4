import { describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options.ts';

describe('readStartOptions', () => {
  it('starts two origins and the shop on port 8787 by default', () => {
    expect(readStartOptions([])).toMatchObject({
      origins: 2,
      port: 8787,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8787',
      fresh: false,
      demo: true,
      dev: false,
      dataDir: expect.stringMatching(/\/\.data$/),
    });
  });

  it('reads every option', () => {
    const args = ['--fresh', '--origins', '3', '--port', '9000', '--host', '0.0.0.0', '--no-demo'];
    args.push('--public-url', 'https://tickets.example/');

    expect(readStartOptions(args)).toMatchObject({
      fresh: true,
      origins: 3,
      port: 9000,
      host: '0.0.0.0',
      publicUrl: 'https://tickets.example',
      demo: false,
    });
  });

  it('takes the port into the address that browsers see', () => {
    expect(readStartOptions(['--port', '9000'])).toMatchObject({
      publicUrl: 'http://localhost:9000',
    });
  });

  it.each(['tickets.example', 'ftp://tickets.example', 'https://tickets.example/shop', ''])(
    'refuses %o as the address that browsers see',
    (url) => {
      expect(() => readStartOptions(['--public-url', url])).toThrow(/scheme and host/);
    },
  );

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
