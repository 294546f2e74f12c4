import { join } from 'node:path';
import { SCALE, SEED } from '../options/load-limits.ts';
import { readArgs } from '../options/read-args.ts';
import { readNumber } from '../options/read-number.ts';
import { repositoryDir } from '../repository.ts';

export type EvidenceOptions = {
  large: number;
  small: number;
  visits: number;
  rounds: number;
  seconds: number;
  patience: number;
  seed: number;
  onlyOurs: boolean;
  dataDir: string;
};

/** A timer of Node that is to last for longer than 24 days rings at once. */
const WEEK_SECONDS = 604_800;

const HELP = `Measures every query of the API on loaded shops, with our keys, with those of the published comparison and with none.

Usage: npm run db:evidence -- [options]

  --scale SCALE     the large shop, from ${SCALE.atLeast} to 1: 150 million seats         (0.1)
  --small SCALE     the small shop, at most as large                            (a hundredth of the large one)
  --visits N        how often the whole API is driven in each run               (100)
  --rounds N        with our keys: small and large in turn, the middle counts   (3)
  --seconds N       at the most for each run, but for one visit                 (120)
  --patience N      seconds after which also the first visit is broken off      (3600)
  --seed N          of the load                                                 (1)
  --only-ours       without the copies that have the comparison's keys or none
  --data-dir DIR    where the servers' data is kept for the next time           (.data/evidence)
  --keep            write docs/results/queries-at-scale-….md and .json, and the README's figures
  --help            this text

Servers are private ones, or those that TEST_DATABASE_URL (a user that may make databases) and TEST_REDIS_URL
name; servers that were given are not restarted. A load that was stopped is gone on with. Needs about 35 GB at
scale 1, since a copy of the large shop stands beside it. Ends with status 1 when a target is not met.
`;

export function readEvidenceOptions(
  args: string[],
): (EvidenceOptions & { keep: boolean }) | { help: string } {
  const values = parse(args);
  if (values.help) {
    return { help: HELP };
  }
  const large = readNumber('--scale', values.scale, SCALE);
  const small = values.small ?? String(Math.max(large / 100, SCALE.atLeast));
  const seconds = { atLeast: 1, atMost: WEEK_SECONDS, whole: true };
  return {
    large,
    small: readNumber('--small', small, { ...SCALE, atMost: large }),
    visits: readNumber('--visits', values.visits, { atLeast: 1, atMost: 1_000_000, whole: true }),
    rounds: readNumber('--rounds', values.rounds, { atLeast: 1, atMost: 100, whole: true }),
    seconds: readNumber('--seconds', values.seconds, seconds),
    patience: readNumber('--patience', values.patience, seconds),
    seed: readNumber('--seed', values.seed, SEED),
    onlyOurs: values['only-ours'],
    dataDir: values['data-dir'] ?? join(repositoryDir, '.data', 'evidence'),
    keep: values.keep,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' as const };
  const flag = { type: 'boolean' as const, default: false };
  const { values } = readArgs('npm run db:evidence', {
    args,
    options: {
      scale: { ...text, default: '0.1' },
      small: text,
      visits: { ...text, default: '100' },
      rounds: { ...text, default: '3' },
      seconds: { ...text, default: '120' },
      patience: { ...text, default: '3600' },
      seed: { ...text, default: '1' },
      'only-ours': flag,
      'data-dir': text,
      keep: flag,
      help: flag,
    },
  });
  return values;
}
