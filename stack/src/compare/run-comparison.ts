import { type Plan, PLANS, type Preparation } from '@frontrow/k6';
import { versionsOf } from '../bench/bench-stack.ts';
import { prepareRun } from '../load/shop/prepare-run.ts';
import type { Log } from '../log.ts';
import { type CompareShop, startCompareShop } from './compare-shop.ts';
import { playRun, type Run, type ToPlay } from './play-run.ts';
import type { CompareOptions } from './read-options.ts';
import { runLine } from './results/run-line.ts';
import { measureRooms, type RoomAlone } from './rooms-alone.ts';
import { type Sized, sizeRoom } from './size-room.ts';
import { startWay, type Way, WAYS } from './start-way.ts';

/** Everything that was played on one number of origins. */
export type Compared = { origins: number; sized: Sized; runs: Run[] };

/** What was measured: both, or what `only` names. */
export type Comparison = {
  seats: number;
  versions: string;
  alone: RoomAlone[];
  compared: Compared[];
};

type Options = CompareOptions & {
  given?: Parameters<typeof startCompareShop>[0]['given'];
  log: Log;
};

/** The three ways in turn, each round in another order; the first rounds are dropped. */
export async function runComparison(options: Options): Promise<Comparison> {
  const { only, rounds, dropped, roomSeconds, log } = options;
  const shop = await startCompareShop(options);
  try {
    const alone =
      only === 'shop'
        ? []
        : await measureRooms(shop, { rounds, dropped, seconds: roomSeconds, log });
    const compared = only === 'rooms' ? [] : await playShop(shop, options);
    const versions = await versionsOf(shop.knex, shop.redisUrl);
    return { seats: shop.seats, versions, alone, compared };
  } finally {
    await shop.stop();
  }
}

/** Each number of origins with a size and a ramp of its own, measured right before: an hour earlier the machine was another. */
async function playShop(shop: CompareShop, options: Options): Promise<Compared[]> {
  const { origins, profileDir, log } = options;
  const preparation = await prepareBuyers(shop, options);
  const compared: Compared[] = [];
  for (const count of origins) {
    const sized = await sizeRoom(shop, options, { origins: count, preparation });
    log(describe(sized));
    const plan = planOf(options, sized);
    const play = { sized, plan, preparation, origins: count, profileDir };
    compared.push({ origins: count, sized, runs: await playRounds(shop, options, play) });
  }
  return compared;
}

type Play = Omit<ToPlay, 'way' | 'round'>;

async function playRounds(
  shop: CompareShop,
  { rounds, dropped, log }: Options,
  play: Play,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let round = 1 - dropped; round <= rounds; round += 1) {
    for (const way of turned(round)) {
      const run = await playRun(shop, { ...play, way, round });
      log(`${round < 1 ? 'warm-up' : `round ${round}`}  ${runLine(run)}`);
      if (round > 0) {
        runs.push(run);
      }
    }
  }
  return runs;
}

/** Whoever comes first has the colder caches, whoever comes last the more sold seats: each has each place in turn. */
function turned(round: number): Way[] {
  const first = (round + WAYS.length) % WAYS.length;
  return [...WAYS.slice(first), ...WAYS.slice(0, first)];
}

function planOf({ seconds, thinkSeconds }: CompareOptions, { buyers }: Sized): Plan {
  const perSecond = (2 * buyers) / seconds;
  return {
    ...PLANS['ramp-5000'],
    thinkSeconds,
    load: { shape: 'ramp', users: perSecond, journeySeconds: 1, seconds },
  };
}

/** Accounts through the edge, as buyers make them; not part of any run. */
async function prepareBuyers(shop: CompareShop, { accounts, log }: Options): Promise<Preparation> {
  const load = { shape: 'burst' as const, visitors: accounts, seconds: 1 };
  const plan = { ...PLANS['ramp-5000'], load };
  const room = { total_active_users: 1_000, new_users_per_minute: 60_000 };
  const running = await startWay(shop, { way: 'redis', origins: 1, room });
  try {
    const prepared = await prepareRun({ shop: running.shop, target: 'edge', plan, accounts, log });
    return { ...prepared, concerts: shop.concerts };
  } finally {
    await running.stop();
  }
}

function describe({ requestsPerSecond, room, buyers }: Sized): string {
  const { new_users_per_minute: perMinute, total_active_users: inside } = room;
  return `${requestsPerSecond.toFixed(0)} requests a second: both rooms hold ${inside} and let ${perMinute} a minute in; ${buyers} buyers come.`;
}
