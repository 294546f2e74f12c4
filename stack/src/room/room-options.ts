import { parseArgs } from 'node:util';
import { CommandFailure } from './command-failure.ts';

export const HELP = `Operates the waiting rooms of a running Frontrow.

Usage: npm run room -- <command> [options]

  status [room]                  how the rooms are; --watch each second, --json for programs
  create <name> --concert ID     make a room for a concert, with all its dates; settings may follow
  create <name> --route ROUTE    make a room for paths: /concerts/42, or vip.example/ for a host
  routes <name> --route ROUTE …  replace the routes of a room (those of its concert stay); or --clear
  delete <name>                  delete a room; its paths fall to the rooms that cover them then
  control [room]                 what its controller sees and does, and why; --json for programs
  simulate                       fixed and controlled admission on the same visitors; simulate --help
  drill <name>                   put a room to the test on servers of its own; drill --help
  set <setting>=<value> …        change settings, such as: set total_active_users=800
  pause | resume                 let nobody new in, and go on
  suspend | unsuspend            let everybody through without a place, and guard again
  drain | undrain                let nobody join any more, serve the line to its end; and take it back
  event list | delete ID         what is planned
  event create --start TIME --end TIME  plan one; --prequeue TIME, --shuffle, --name TEXT; settings may follow
  event change ID …              the same options; --end now ends a running one
  event preview …                as create, but only shows what it would mean; --visitors N estimates
  event simulate … --visitors N  plays the crowd on it, not saved either; --absent SHARE (default 0.3)
  draws                          what the room has drawn, with the keys
  verify                         recompute a draw and compare it with who came in; --draw ID,
                                 --save FILE keeps the record, --record FILE checks one without a login
  message "<text>"               tell everybody who waits; --ko … --en … --ja … for readers of a language
  message --clear                say nothing any more
  theme FILE | theme --clear     how the waiting page looks; preview FILE shows it first, preview --help
  revoke --place ID              end one place for good
  revoke --numbers A-B           end all places with these numbers
  revoke --epoch                 end everybody's place
  codes create --count N         make presale codes for the priority lane, shown this once; --uses N each,
                                 --expires TIME, --label TEXT; --code FANCLUB2026 for a word of your own
  codes list | revoke <batch>    how many are used, and take a batch back

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
        concert: { type: 'string' },
        route: { type: 'string', multiple: true, default: [] },
        clear: { type: 'boolean', default: false },
        ko: { type: 'string' },
        en: { type: 'string' },
        ja: { type: 'string' },
        place: { type: 'string' },
        numbers: { type: 'string' },
        epoch: { type: 'boolean', default: false },
        count: { type: 'string' },
        uses: { type: 'string' },
        expires: { type: 'string' },
        label: { type: 'string' },
        code: { type: 'string' },
        name: { type: 'string' },
        prequeue: { type: 'string' },
        start: { type: 'string' },
        end: { type: 'string' },
        shuffle: { type: 'boolean', default: false },
        'no-shuffle': { type: 'boolean', default: false },
        visitors: { type: 'string' },
        absent: { type: 'string' },
        draw: { type: 'string' },
        record: { type: 'string' },
        save: { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\nnpm run room -- --help lists it all.`, {
      cause: error,
    });
  }
}
