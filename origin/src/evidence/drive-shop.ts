import { setTimeout as sleep } from 'node:timers/promises';
import { createKnex, loadedEmail, patchRoomSettings } from '@frontrow/db';
import { MAIN_ROOM } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { RedisClient } from '../redis/connect.ts';
import { openOrigins } from '../testing/open-origin.ts';
import { observeQueries, type Sample } from './observe-queries.ts';
import { enterShop, type Login, type Refusal } from './shop-visit.ts';
import { browse, lookBack, operate, pay, reserve, type Visit } from './visit-shop.ts';

type Options = {
  databaseUrl: string;
  redis: RedisClient;
  /** A new one each time: what an earlier run has cached would be asked of nobody. */
  redisKeyPrefix: string;
  visits: number;
  /** No visit begins later than that. */
  seconds?: number;
  /** No call begins later than that, even of the first visit: without an index that may take hours. */
  patienceSeconds?: number;
  /** How long one statement may take: without an index some take minutes. */
  queryTimeoutMs?: number;
};

class OutOfPatience extends Error {}

export type Driven = { samples: Sample[]; refusals: Refusal[]; calls: string[]; visits: number };

/** Without an index minutes go by between a hold and its payment. */
const HOLD_SECONDS = 7_200;
const BUYERS = 10;
const FIRST_BUYER = 2;
/** Between two numbers that share no factor with the dates of a load, so that each visit is to another one. */
const STRIDE = 100_003;

/**
 * Drives a whole origin on a loaded shop through every call of its API, and its jobs, and keeps every
 * statement that it sends. On the same rows the calls are the same.
 */
export async function driveShop(options: Options): Promise<Driven> {
  const { databaseUrl, redis, redisKeyPrefix, queryTimeoutMs = 5_000 } = options;
  const { patienceSeconds = Infinity } = options;
  const plain = createKnex(databaseUrl);
  const observedKnex = createKnex(databaseUrl, { queryTimeoutMs });
  const samples: Sample[] = [];
  const refusals: Refusal[] = [];
  const calls = new Set<string>();
  const observer = observeQueries(observedKnex, (sample) => samples.push(sample));
  try {
    await openWide(plain);
    const { createOn } = await openOrigins({
      redis,
      redisKeyPrefix,
      demoAccounts: true,
      holdSeconds: HOLD_SECONDS,
    });
    const origin = createOn(observedKnex);
    const giveUpAt = Date.now() + patienceSeconds * 1_000;
    const checkPatience = () => {
      if (Date.now() > giveUpAt) throw new OutOfPatience('No call begins any more.');
    };
    const during = (call: string) => {
      if (call !== '') {
        checkPatience();
        calls.add(call);
      }
      observer.during(call);
    };
    const enter = (login?: Login) =>
      enterShop({
        origin,
        during,
        refused: (refusal) => refusals.push(refusal),
        ...(login === undefined ? {} : { login }),
      });
    const runJobs = async () => {
      for (const job of origin.jobs) {
        checkPatience();
        observer.during(`job ${job.name}`);
        // As in the scheduler: a job that fails is made up by its next run. Without an index some do.
        await job.run().catch((error: unknown) => {
          refusals.push({ call: `job ${job.name}`, status: 500, code: String(error).slice(0, 80) });
        });
      }
      observer.during('');
    };
    const visits = await visitOften(options, { enter, runJobs, size: await readSize(plain) });
    return { samples, refusals, calls: [...calls], visits };
  } finally {
    // What a payment does afterwards, nobody waits for: it is a moment away.
    await sleep(100);
    await observedKnex.destroy();
    await plain.destroy();
  }
}

/**
 * A room that calls everybody at once, and lets them stay for as long as statements may take; without a checkpoint, as
 * if no Redis had ever lost it.
 */
async function openWide(knex: Knex): Promise<void> {
  await knex('room_checkpoint').where({ room: MAIN_ROOM }).delete();
  await patchRoomSettings(knex, MAIN_ROOM, {
    total_active_users: 10_000,
    new_users_per_minute: 1_000_000,
    session_duration: 720,
  });
}

type Size = { concerts: number; schedules: number; reservations: number };
type Visitors = {
  enter: (login?: Login) => ReturnType<typeof enterShop>;
  runJobs: () => Promise<void>;
  size: Size;
};

async function visitOften(
  { visits, seconds = Infinity }: Options,
  { enter, runJobs, size }: Visitors,
): Promise<number> {
  const until = Date.now() + seconds * 1_000;
  const logins = new Map<number, Login>();
  for (let visit = 0; visit < visits; visit += 1) {
    if (visit > 0 && Date.now() > until) {
      return visit;
    }
    const userId = FIRST_BUYER + (visit % BUYERS);
    const known = logins.get(userId);
    try {
      const shop = await enter(known);
      if (known === undefined) {
        await shop.logIn(userId);
        logins.set(userId, shop.login);
      }
      await browse(shop, wanted(visit, size));
      const reservation = await reserve(shop, wanted(visit, size));
      await lookBack(shop, wanted(visit, size));
      await pay(shop, wanted(visit, size), reservation);
      if (visit % BUYERS === 0) {
        await visitAsOthers(enter, wanted(visit, size));
        await runJobs();
      }
    } catch (error) {
      if (error instanceof OutOfPatience) {
        return visit;
      }
      throw error;
    }
  }
  return visits;
}

/** An operator, and somebody who makes an account and logs out again. */
async function visitAsOthers(enter: Visitors['enter'], visit: Visit): Promise<void> {
  const operator = await enter();
  await operator.logInAsOperator();
  await operate(operator, visit, loadedEmail(FIRST_BUYER));
  const somebody = await enter();
  await somebody.signUp();
  await somebody.logOut();
}

/** Another date each time, of those to come: they are the later four fifths. */
function wanted(visit: number, { concerts, schedules, reservations }: Size): Visit {
  const share = 0.3 + ((((reservations + visit) * STRIDE) % 9_973) / 9_973) * 0.65;
  return {
    concertId: Math.floor(concerts * share),
    scheduleId: Math.floor(schedules * share),
    layoutId: (visit % 4) + 1,
    limit: 5 + (visit % 45),
  };
}

async function readSize(knex: Knex): Promise<Size> {
  const concert = await knex('concert').max<{ id: number }[]>({ id: 'id' }).first();
  const schedule = await knex('schedule').max<{ id: number }[]>({ id: 'id' }).first();
  // Also says how much was bought here before: a drive that comes later goes to other dates.
  const reservation = await knex('reservation').max<{ id: number }[]>({ id: 'id' }).first();
  return {
    concerts: concert?.id ?? 0,
    schedules: schedule?.id ?? 0,
    reservations: reservation?.id ?? 0,
  };
}
