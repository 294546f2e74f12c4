import { USUAL_MARGIN } from '../capacity/sizing-rule.ts';
import { SCALE, SEED } from '../options/load-limits.ts';
import { readArgs } from '../options/read-args.ts';
import { type NumberRange, readNumber, readNumbers } from '../options/read-number.ts';
import { requireEmptyDir } from '../options/require-empty-dir.ts';
import { StartFailure } from '../start-failure.ts';

export const PARTS = ['rooms', 'shop'] as const;
type Part = (typeof PARTS)[number];

export type CompareOptions = {
  /** undefined: both. */
  only: Part | undefined;
  /** Measured ones of each way, after those that are dropped. */
  rounds: number;
  dropped: number;
  seconds: number;
  /** How long each room is visited by itself. */
  roomSeconds: number;
  /** What comes at the end of the ramp, over what the shop can carry. */
  demand: number;
  /** undefined: as many as that takes. */
  buyers: number | undefined;
  /** Requests a second that the shop can carry; measured where it is not given. */
  capacity: number | undefined;
  /** Numbers of origins, one after another. */
  origins: number[];
  /** undefined: the demo shop. */
  scale: number | undefined;
  seed: number;
  thinkSeconds: number;
  accounts: number;
  dataDir: string | undefined;
  /** Where the origins of the shop's runs leave their profiles. */
  profileDir: string | undefined;
};

type Read = CompareOptions & { keep: boolean; note: string | undefined };

const HELP = `Compares the shop without a room, with a queue in MySQL and with the room in Redis: same machine, data, buyers and ramp.

Usage: npm run bench:rooms -- [options]

  --only PART      rooms: the two rooms by themselves; shop: all three while they sell (both)
  --rounds N       measured rounds; in each the three take turns in another order, one before them is dropped (3)
  --seconds N      how long buyers keep coming, from none to the most (30)
  --room-seconds N how long each room is visited by itself (5)
  --demand N       what comes at the end of the ramp, over what the shop can carry (6)
  --buyers N       who come in a run (as many as that takes)
  --capacity N     requests a second that the shop can carry (measured with visits like the buyers', while a crowd joins)
  --origins N[,N]  origins, one number after another, ascending (1)
  --scale S        of the reference's data, from ${SCALE.atLeast} to 1: 150 million seats (the demo shop)
  --seed N         of that data (1)
  --think N        seconds between two calls of a buyer (1)
  --accounts N     that buyers share, made before the clock starts (500)
  --data-dir DIR   where the data of --scale is kept for the next time (.data/comparison)
  --profile DIR    take the origins' processor profiles into this new or empty folder, and sum them up; goes with --only shop
  --keep           write docs/results/comparison.md, its figures and its plot; with --profile the profile alone
  --note TEXT      said beside the kept figures, such as who else used the machine
  --help           this text

Both rooms hold and let in the same number: capacity ÷ 7 calls × 60 × ${USUAL_MARGIN} a minute, times the length of a visit.
Servers are private ones that keep what they commit, or those that TEST_DATABASE_URL and TEST_REDIS_URL name.
Each run ends with the audit of seats, money, room and order, and fails without it. Ends with status 1 when a
target is not met.
`;

export function readCompareOptions(args: string[]): Read | { help: string } {
  const values = parse(args);
  if (values.help) {
    return { help: HELP };
  }
  const { 'data-dir': dataDir, profile: profileDir, note, keep } = values;
  const only = values.only === undefined ? undefined : readPart(values.only);
  if (profileDir !== undefined) {
    requireProfiled(only);
    requireEmptyDir('--profile', profileDir);
  }
  return {
    only,
    rounds: readNumber('--rounds', values.rounds, upTo(50)),
    dropped: 1,
    seconds: readNumber('--seconds', values.seconds, { atLeast: 1, atMost: 3_600 }),
    roomSeconds: readNumber('--room-seconds', values['room-seconds'], {
      atLeast: 0.2,
      atMost: 600,
    }),
    demand: readNumber('--demand', values.demand, { atLeast: 0.1, atMost: 100 }),
    buyers: optional('--buyers', values.buyers, upTo(1_000_000)),
    capacity: optional('--capacity', values.capacity, { atLeast: 1, atMost: 1_000_000 }),
    origins: readNumbers('--origins', values.origins, upTo(16)),
    scale: optional('--scale', values.scale, SCALE),
    seed: readNumber('--seed', values.seed, SEED),
    thinkSeconds: readNumber('--think', values.think, { atLeast: 0.01, atMost: 600 }),
    accounts: readNumber('--accounts', values.accounts, upTo(100_000)),
    dataDir,
    profileDir,
    note,
    keep,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const, default: false };
  const { values } = readArgs('npm run bench:rooms', {
    args,
    options: {
      rounds: { ...text, default: '3' },
      only: text,
      seconds: { ...text, default: '30' },
      'room-seconds': { ...text, default: '5' },
      demand: { ...text, default: '6' },
      buyers: text,
      capacity: text,
      origins: { ...text, default: '1' },
      scale: text,
      seed: { ...text, default: '1' },
      think: { ...text, default: '1' },
      accounts: { ...text, default: '500' },
      'data-dir': text,
      profile: text,
      keep: flag,
      note: text,
      help: { ...flag, short: 'h' },
    },
  });
  return values;
}

function readPart(text: string): Part {
  const part = PARTS.find((one) => one === text);
  if (part === undefined) {
    throw new StartFailure(`--only takes ${PARTS.join(' or ')}, not "${text}".`);
  }
  return part;
}

/** The rooms by themselves have no origins. */
function requireProfiled(only: Part | undefined): void {
  if (only !== 'shop') {
    throw new StartFailure('--profile goes with --only shop: only the shop has origins.');
  }
}

function upTo(atMost: number): NumberRange {
  return { atLeast: 1, atMost, whole: true };
}

function optional(option: string, text: string | undefined, range: NumberRange) {
  return text === undefined ? undefined : readNumber(option, text, range);
}
