import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createDoor,
  findPrize,
  isLoggedIn,
  type Plan,
  type Preparation,
  signUpAll,
  type Target,
  type Visit,
  visitorsOf,
} from '@frontrow/k6';
import type { Log } from '../../log.ts';
import { StartFailure } from '../../start-failure.ts';
import { createSender, type Sender } from '../driver/http-sender.ts';
import { nodeTools } from '../driver/node-tools.ts';
import { playVisit } from '../driver/play-visit.ts';
import { urlOf, type Shop } from './find-shop.ts';

type Options = {
  shop: Shop;
  target: Target;
  plan: Plan;
  /** At the most; where more visitors come they share them. */
  accounts: number;
  /** Where logins are kept for the next run; undefined for a shop that ends with this one. */
  keepIn?: string | undefined;
  log: Log;
};

/** Few enough that the shop's two hashes at a time keep up with them. */
const SIGN_UPS_AT_ONCE = 4;
const PRIZE_SEATS = 50;
const ENTER_WITHIN_MS = 120_000;

/** Accounts and seats for a run, through the same doors as the run itself, before its clock starts. */
export async function prepareRun(options: Options): Promise<Preparation> {
  const { shop, target, plan } = options;
  if (plan.visit === 'crowd' || plan.visit === 'browse') {
    return { logins: [], prize: { scheduleId: 0, seatNos: [] } };
  }
  const sender = createSender(urlOf(shop, target));
  try {
    return {
      logins: await prepareLogins(options, sender),
      prize:
        plan.visit === 'war' ? await choosePrize(options, sender) : { scheduleId: 0, seatNos: [] },
    };
  } finally {
    await sender.close();
  }
}

async function prepareLogins(options: Options, sender: Sender): Promise<string[]> {
  const { plan, accounts, keepIn, log } = options;
  const wanted = Math.min(accounts, visitorsOf(plan.load));
  const kept = await readKept(options, sender);
  const missing = wanted - kept.length;
  if (missing <= 0) {
    return kept.slice(0, wanted);
  }
  log(`Making ${missing} accounts before the clock starts: hashing passwords is slow on purpose.`);
  const made = await Promise.all(
    shares(missing).map((count) => {
      const people = Array.from({ length: count }, () => ({
        email: `load-${randomUUID()}@load.example`,
        password: randomUUID(),
      }));
      return play(sender, signUpAll(newcomer(options), people));
    }),
  );
  const logins = [...kept, ...made.flat()];
  if (keepIn !== undefined) {
    writeFileSync(keepIn, JSON.stringify(logins), { mode: 0o600 });
  }
  return logins;
}

/** Logins of earlier runs, where the shop still knows them: they last for days, and not past --fresh. */
async function readKept(options: Options, sender: Sender): Promise<string[]> {
  const { keepIn } = options;
  if (keepIn === undefined || !existsSync(keepIn)) {
    return [];
  }
  const logins = JSON.parse(readFileSync(keepIn, 'utf8')) as string[];
  const [oldest] = logins;
  const isKnown =
    oldest !== undefined && (await play(sender, isLoggedIn(newcomer(options), oldest)));
  return isKnown ? logins : [];
}

async function choosePrize(options: Options, sender: Sender): Promise<Preparation['prize']> {
  const prize = await play(sender, findPrize(newcomer(options), PRIZE_SEATS));
  if (prize.seatNos.length === 0) {
    throw new StartFailure(`No date has ${PRIZE_SEATS} free seats left to fight for.`);
  }
  options.log(`Everybody goes for ${prize.seatNos.length} seats of date ${prize.scheduleId}.`);
  return prize;
}

function newcomer({ shop, target }: Options) {
  const until = performance.now() + ENTER_WITHIN_MS;
  return {
    door: createDoor({ target, edgeKeys: shop.edgeKeys, tools: nodeTools }),
    isOver: () => performance.now() >= until,
  };
}

/** Nothing of the preparation is measured. */
function play<Result>(sender: Sender, visit: Visit<Result>): Promise<Result> {
  const recorder = { answered: () => undefined, told: () => undefined };
  const dueAt = performance.now();
  return playVisit(visit, { sender, recorder, dueAt, overAt: Infinity });
}

function shares(total: number): number[] {
  const visitors = Math.min(SIGN_UPS_AT_ONCE, total);
  return Array.from({ length: visitors }, (_, index) => Math.floor((total + index) / visitors));
}
