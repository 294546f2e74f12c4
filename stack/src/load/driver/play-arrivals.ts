import { waitUntil } from './play-visit.ts';

type Arrivals = {
  /** On the clock of `performance.now()`. */
  startedAt: number;
  /** Since then, ascending. */
  atSeconds: Iterable<number>;
};

/**
 * Visits begin at their times, whether or not those before them are over; resolves when all are. Nobody comes any
 * more once one has failed, and its error is thrown.
 */
export async function playArrivals(
  { startedAt, atSeconds }: Arrivals,
  play: (dueAt: number) => Promise<void>,
): Promise<void> {
  const visits: Promise<void>[] = [];
  let hasFailed = false;
  for (const seconds of atSeconds) {
    const dueAt = startedAt + seconds * 1000;
    await waitUntil(dueAt);
    if (hasFailed) {
      break;
    }
    const visit = play(dueAt);
    // It is thrown below: a rejection that nobody holds until the last visitor has come would end the process.
    visit.catch(() => (hasFailed = true));
    visits.push(visit);
  }
  await Promise.all(visits);
}
