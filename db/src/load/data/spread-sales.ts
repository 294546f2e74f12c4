import { randomAt } from '../../seeds/random.ts';
import { concertOf, datesOf } from './load-dates.ts';
import { hallOf, partiesIn } from './load-halls.ts';
import type { LoadSizes } from './load-sizes.ts';

const ROUNDS = 60;
/** A prime larger than any number of rows here: steps of it visit each number once, far from the last. */
export const SHUFFLE_STEP = 2_147_483_629;

/**
 * How many reservations each schedule has, as the id of the last one before it: schedule `s` has those
 * above `before[s - 1]` up to `before[s]`. Popularity is Zipf's over concerts in an order of their own;
 * the first few thousand are sold out, most have a guest or none.
 */
export function spreadSales(sizes: LoadSizes, seed: number): Uint32Array {
  const { schedules, concerts, reservations } = sizes;
  const rankOf = createRanks(concerts, seed);
  const roomOf = partiesOfConcerts(concerts);
  const shareOf = (concertId: number, soldOut: number) => Math.min(1, soldOut / rankOf(concertId));
  const soldOut = findSoldOut(reservations, (candidate) => {
    let total = 0;
    for (let concertId = 1; concertId <= concerts; concertId += 1) {
      total += (roomOf[concertId] ?? 0) * shareOf(concertId, candidate);
    }
    return total;
  });
  const before = new Uint32Array(schedules + 1);
  // What is left of a fraction goes on to the next date, so that the sum comes out.
  let due = 0;
  let given = 0;
  for (let scheduleId = 1; scheduleId <= schedules; scheduleId += 1) {
    due += partiesIn(hallOf(scheduleId)) * shareOf(concertOf(scheduleId), soldOut);
    const wanted = Math.min(Math.floor(due), given + partiesIn(hallOf(scheduleId)));
    given = Math.min(wanted, reservations);
    before[scheduleId] = given;
  }
  addMissing(before, reservations - given);
  return before;
}

/** From 1, the most popular; another one for each concert. */
function createRanks(concerts: number, seed: number): (concertId: number) => number {
  const ranks = new Uint32Array(concerts + 1);
  let rank = Math.floor(randomAt(seed, 0) * concerts);
  for (let concertId = 1; concertId <= concerts; concertId += 1) {
    ranks[concertId] = rank + 1;
    rank = (rank + SHUFFLE_STEP) % concerts;
  }
  return (concertId) => ranks[concertId] ?? 1;
}

function partiesOfConcerts(concerts: number): Uint16Array {
  const parties = new Uint16Array(concerts + 1);
  for (let concertId = 1; concertId <= concerts; concertId += 1) {
    const { first, count } = datesOf(concertId);
    for (let scheduleId = first; scheduleId < first + count; scheduleId += 1) {
      parties[concertId] = (parties[concertId] ?? 0) + partiesIn(hallOf(scheduleId));
    }
  }
  return parties;
}

/** How many concerts are sold out when all reservations are spread, by halving. */
function findSoldOut(reservations: number, totalAt: (soldOut: number) => number): number {
  let low = 0;
  let high = reservations;
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (totalAt(middle) < reservations) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** Rounding may leave out one or two: they go to the last dates that have room. */
function addMissing(before: Uint32Array, missing: number): void {
  let left = missing;
  for (let scheduleId = before.length - 1; scheduleId > 0 && left > 0; scheduleId -= 1) {
    const own = (before[scheduleId] ?? 0) - (before[scheduleId - 1] ?? 0);
    if (own < partiesIn(hallOf(scheduleId))) {
      for (let later = scheduleId; later < before.length; later += 1) {
        before[later] = (before[later] ?? 0) + 1;
      }
      left -= 1;
    }
  }
}
