import { parseArgs } from 'node:util';
import {
  type Change,
  changeLoad,
  isPlanName,
  type Plan,
  PLANS,
  type Target,
  visitorsOf,
} from '@frontrow/k6';
import { requireEmptyDir } from '../options/require-empty-dir.ts';
import { StartFailure } from '../start-failure.ts';

export type LoadOptions = {
  plan: Plan;
  target: Target;
  url: string | undefined;
  own: boolean;
  json: boolean;
  keep: boolean;
  /** Where the origins leave their profiles when they stop. */
  profileDir: string | undefined;
  accounts: number;
  driver: 'node' | undefined;
};
type Help = { help: string; isWanted: boolean };

const HELP = `Puts load on a running Frontrow, one question at a time, and audits what it left behind.

Usage: npm run load -- <scenario> [options]

${Object.values(PLANS)
  .map(({ name, question }) => `  ${name.padEnd(14)} ${question}`)
  .join('\n')}

  --target T     edge, or origin: straight at the origins, signed with the edge's key (default edge)
  --url URL      of the target (default: the npm start of this machine)
  --own          start a shop with the demo data on servers of its own, for this run alone
  --vus N        so many visitors, or users of ramp-5000
  --rate N       so many visitors a second, where a scenario has a rate
  --seconds N    for so long
  --accounts N   at the most; where more visitors come they share them (default 500)
  --node         play it from here even where there is a k6
  --json         for programs
  --profile DIR  take the origins' processor profiles into this new or empty folder, and sum them up; goes with --own
  --keep         write docs/results/load.md, with this run among the others; with --profile its profile alone
  --help         this text

Every visitor is a new one with a place of its own and a real account. Where the program k6 is found it plays the
scenario, else this process does: visitors come at their times whether or not those before them were answered, and
times count from when a request was due. A run ends with the audit of seats, money, room and order; it ends with
status 1 when that, or a bound, does not hold. A shop elsewhere also needs ORIGIN_URL, EDGE_KEYS and DATABASE_URL.
Accounts (load-…@load.example) are made before the clock starts, and kept for the next run in .data/load-logins.json.
`;

export function readLoadOptions(args: string[]): LoadOptions | Help {
  const { values, positionals } = parse(args);
  const [name = ''] = positionals;
  if (values.help || !isPlanName(name) || positionals.length > 1) {
    return { help: HELP, isWanted: values.help };
  }
  const { target } = values;
  if (target !== 'edge' && target !== 'origin') {
    throw new StartFailure(`--target takes edge or origin, not "${target}".`);
  }
  const plan = changed(PLANS[name], {
    ...readNumber('visitors', '--vus', values.vus),
    ...readNumber('perSecond', '--rate', values.rate),
    ...readNumber('seconds', '--seconds', values.seconds),
  });
  const { accounts = 500 } = readNumber('accounts', '--accounts', values.accounts);
  const { url, own, json, keep, profile: profileDir } = values;
  refuseContradictions({ own, url, keep, profileDir });
  const driver = values.node ? 'node' : undefined;
  return { plan, target, url, own, json, keep, profileDir, accounts, driver };
}

type WhereItRuns = Pick<LoadOptions, 'own' | 'url' | 'keep' | 'profileDir'>;

function refuseContradictions({ own, url, keep, profileDir }: WhereItRuns): void {
  if (own && url !== undefined) {
    throw new StartFailure(
      '--own starts a shop for the run, --url names another: take one of them.',
    );
  }
  if (keep && !own) {
    throw new StartFailure('--keep is for a shop of the run’s own: add --own.');
  }
  if (profileDir !== undefined) {
    if (!own) {
      throw new StartFailure('--profile is for a shop of the run’s own: add --own.');
    }
    requireEmptyDir('--profile', profileDir);
  }
}

function parse(args: string[]) {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const, default: false };
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { ...flag, short: 'h' },
        target: { ...text, default: 'edge' },
        url: text,
        own: flag,
        vus: text,
        rate: text,
        seconds: text,
        accounts: text,
        node: flag,
        json: flag,
        keep: flag,
        profile: text,
      },
    });
  } catch (error) {
    throw new StartFailure(
      `${(error as Error).message}\nnpm run load -- --help lists the options.`,
      {
        cause: error,
      },
    );
  }
}

/** No more bookings are asked for than there are visitors. */
function changed(plan: Plan, change: Change): Plan {
  const load = changeLoad(plan.load, change);
  return { ...plan, load, bookingsAtLeast: Math.min(plan.bookingsAtLeast, visitorsOf(load)) };
}

function readNumber<Name extends string>(
  name: Name,
  option: string,
  value: string | undefined,
): Partial<Record<Name, number>> {
  if (value === undefined) {
    return {};
  }
  const number = Number(value);
  if (!(number > 0 && number <= 1_000_000)) {
    throw new StartFailure(`${option} takes a number above 0, not "${value}".`);
  }
  return { [name]: number } as Record<Name, number>;
}
