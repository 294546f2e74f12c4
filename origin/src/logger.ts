import { destination, pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines. Tokens, cookies, passwords and e-mail addresses never reach a line. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    redact: ['*.password', '*.token', '*.cookie', '*.authorization', '*.email'],
    serializers: { err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * Standard output, to which lines leave by the 4 KiB or ten times a second, and when the process ends: a system call for
 * each took a twelfth of the time of an origin that a crowd asks. Who is killed outright loses the last tenth of a second.
 */
export function gatheredOutput() {
  return destination({ sync: false, minLength: 4096, periodicFlush: 100 });
}

/** What went wrong and where. Drivers hang statements, commands and their values on their errors: not those. */
function describeError(error: Error) {
  const { type, message, stack, code, errno } = stdSerializers.err(error);
  return { type, message, stack, code, errno };
}
