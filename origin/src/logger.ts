import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines. Tokens, cookies, passwords and e-mail addresses never reach a line. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    redact: ['*.password', '*.token', '*.cookie', '*.authorization', '*.email'],
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
