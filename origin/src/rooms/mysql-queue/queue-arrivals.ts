import { inTransaction } from '@frontrow/db';
import type { Arrival } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { creditOf, skipsAllowed } from './queue-pace.ts';
import { lockRoom, PLACE, type PlaceRow, ROOM } from './queue-rows.ts';

type Given = Pick<PlaceRow, 'number' | 'placeId' | 'state'>;

/** Numbers in the order of the batch; a place that is known keeps its own. */
export function createQueueArrive({ knex }: { knex: Knex }) {
  return function arrive(room: string, arrivals: Arrival[]) {
    return inTransaction(knex, async (trx) => {
      const row = await lockRoom(trx, room);
      const ids = [...new Set(arrivals.map(({ id }) => id))];
      const known: Given[] = await trx(PLACE)
        .where({ room })
        .whereIn('placeId', ids)
        .select('number', 'placeId', 'state');
      const knownIds = new Set(known.map(({ placeId }) => placeId));
      const added = ids.filter((id) => !knownIds.has(id));
      const skips = added.length === 0 ? 0 : skipsAllowed(row);
      const calledNow = Math.min(skips, added.length);
      const { claim_seconds: claimSeconds } = row.settings;
      const places = added.map((placeId, index) => ({
        room,
        number: row.issued + 1 + index,
        placeId,
        ...(index < calledNow
          ? { state: 'called' as const, untilMs: row.now + claimSeconds * 1000, calledAt: row.now }
          : { state: 'waiting' as const, untilMs: 0, calledAt: 0 }),
      }));
      if (places.length > 0) {
        await trx(PLACE).insert(places);
        await trx(ROOM)
          .where({ room })
          .update({
            issued: row.issued + places.length,
            waiting: row.waiting + places.length - calledNow,
            called: row.called + calledNow,
            ...(calledNow > 0
              ? { calledUpTo: row.issued + calledNow, ...spent(creditOf(row) - calledNow, row.now) }
              : {}),
          });
      }
      const byId = new Map([...known, ...places].map((place) => [place.placeId, place]));
      return {
        kind: 'ok' as const,
        epoch: row.epoch,
        places: arrivals.map(({ id }) => replyOf(byId.get(id))),
      };
    });
  };
}

export function spent(credit: number, now: number) {
  return { credit, creditAt: now };
}

function replyOf(place: Given | undefined) {
  const isWaiting = place?.state === 'waiting';
  return {
    number: place?.number ?? null,
    ticket: null,
    called: !isWaiting,
    turnedAway: false,
    isDrawn: false,
    ...(isWaiting ? { lane: 'main' as const } : {}),
  };
}
