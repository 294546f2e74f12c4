import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

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
 * Lines of one turn of the event loop leave in one write, when the turn ends or the process does: a system call for each
 * took a twelfth of the time of an origin that a crowd asks. Who is killed outright loses the lines of that turn.
 */
export function writeTogether(
  out: DestinationStream,
): DestinationStream & { flushSync: () => void } {
  let lines = '';
  function flushSync(): void {
    const text = lines;
    lines = '';
    if (text !== '') {
      out.write(text);
    }
  }
  process.once('exit', flushSync);
  return {
    write(line) {
      if (lines === '') {
        setImmediate(flushSync);
      }
      lines += line;
    },
    flushSync,
  };
}

/** What went wrong and where. Drivers hang statements, commands and their values on their errors: not those. */
function describeError(error: Error) {
  const { type, message, stack, code, errno } = stdSerializers.err(error);
  return { type, message, stack, code, errno };
}
