import { parseArgs } from 'node:util';
import { CommandFailure } from './command-failure.ts';

export const HELP = `Operates the waiting rooms of a running Frontrow.

Usage: npm run room -- <command> [options]

  status [room]                  how the rooms are; --watch each second, --json for programs
  set <setting>=<value> …        change settings, such as: set total_active_users=800
  pause | resume                 let nobody new in, and go on
  suspend | unsuspend            let everybody through without a place, and guard again
  message "<text>"               tell everybody who waits; --ko … --en … for readers of a language
  message --clear                say nothing any more
  revoke --place ID              end one place for good
  revoke --numbers A-B           end all places with these numbers
  revoke --epoch                 end everybody's place

  --room NAME    the room (default main)
  --url URL      the shop or an origin (default: the running npm start, else http://localhost:8787)
  --email ADDR   log in as this operator; the password is read from standard input
  --help         this text

FRONTROW_OPERATOR_TOKEN, the token of a login, is used instead of --email. Without either, on this
machine, the demo operator is tried.
`;

export type RoomOptions = ReturnType<typeof readRoomOptions>;

/** Reads the command line; what the command makes of its words is the command's. */
export function readRoomOptions(args: readonly string[]) {
  const { values, positionals } = parse(args);
  const [command, ...words] = positionals;
  return { ...values, command, words };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        room: { type: 'string', default: 'main' },
        url: { type: 'string' },
        email: { type: 'string' },
        json: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        clear: { type: 'boolean', default: false },
        ko: { type: 'string' },
        en: { type: 'string' },
        place: { type: 'string' },
        numbers: { type: 'string' },
        epoch: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\nnpm run room -- --help lists it all.`, {
      cause: error,
    });
  }
}
