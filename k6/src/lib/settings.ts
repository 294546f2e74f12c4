import { SharedArray } from 'k6/data';
import { type Change, changeLoad } from '../plans/load.ts';
import type { Plan } from '../plans/plan.ts';
import type { Preparation, Target } from '../visits/start-visit.ts';

const NO_PRIZE: Preparation['prize'] = { scheduleId: 0, seatNos: [] };

/** What `npm run load` hands over in the environment; k6 run by hand takes the same. */
export const target: Target = __ENV['TARGET'] === 'origin' ? 'origin' : 'edge';
export const url = (__ENV['URL'] ?? 'http://localhost:8787').replace(/\/$/, '');
export const edgeKeys = __ENV['EDGE_KEYS'] ?? '';

/** With the numbers of VUS, SECONDS and RATE instead of its own. */
export function asChanged(plan: Plan): Plan {
  const change: Change = {};
  const [visitors, seconds, perSecond] = [
    readNumber('VUS'),
    readNumber('SECONDS'),
    readNumber('RATE'),
  ];
  if (visitors !== undefined) {
    change.visitors = visitors;
  }
  if (seconds !== undefined) {
    change.seconds = seconds;
  }
  if (perSecond !== undefined) {
    change.perSecond = perSecond;
  }
  const bookings = readNumber('BOOKINGS', { mayBeNone: true });
  return {
    ...plan,
    load: changeLoad(plan.load, change),
    ...(bookings === undefined ? {} : { bookingsAtLeast: bookings }),
  };
}

/** Accounts and seats, made before the clock started: `npm run load` writes the file. */
export function readPreparation(plan: Plan): Preparation {
  const file = __ENV['PREPARED'];
  if (file !== undefined) {
    // One copy for all virtual users: each of thousands would parse its own.
    const read = () => JSON.parse(open(file)) as Preparation;
    const logins = new SharedArray('logins', () => [...read().logins]);
    const [prize = NO_PRIZE] = new SharedArray('prize', () => [read().prize]);
    return { logins, prize };
  }
  if (plan.visit === 'journey' || plan.visit === 'war') {
    throw new Error('PREPARED names no file: npm run load -- <scenario> makes one and runs k6.');
  }
  return { logins: [], prize: NO_PRIZE };
}

/** Refused in words: of NaN visitors k6 would not say whose mistake they are. */
function readNumber(name: string, { mayBeNone = false } = {}): number | undefined {
  const text = __ENV[name];
  if (text === undefined || text === '') {
    return undefined;
  }
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0 || (number === 0 && !mayBeNone)) {
    const kind = mayBeNone ? '0 or a number above it' : 'a number above 0';
    throw new Error(`${name} takes ${kind}, not "${text}".`);
  }
  return number;
}
