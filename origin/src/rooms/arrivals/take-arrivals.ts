import type { Arrival, ArrivalsReply } from '@frontrow/protocol';
import type { Rooms } from '../rooms.ts';
import type { CheckedJoins, CheckJoins } from './check-joins.ts';

type Deps = { rooms: Pick<Rooms, 'arrive'>; checkJoins: CheckJoins };
type PlacedArrival = ArrivalsReply['places'][number];

export type TakeArrivals = ReturnType<typeof createTakeArrivals>;

/** Arrivals under the rules for joining: whom they keep out is told so, and the rest of the batch goes on. */
export function createTakeArrivals({ rooms, checkJoins }: Deps) {
  return async function takeArrivals(
    room: string,
    arrivals: Arrival[],
    calledUpTo?: number,
  ): Promise<ArrivalsReply> {
    const checked = await checkJoins(room, arrivals);
    const admitted = arrivals
      .filter(({ id }) => !checked.refusals.has(id))
      .map(({ network: _network, login: _login, ...arrival }) => ({
        ...arrival,
        id: checked.placeIds.get(arrival.id) ?? arrival.id,
      }));
    const { epoch, places } = await rooms.arrive(room, admitted, calledUpTo);
    const byId = new Map(places.map((place) => [place.id, place]));
    return { epoch, places: arrivals.map(({ id }) => placeFor(id, checked, byId)) };
  };
}

function placeFor(
  id: string,
  { refusals, placeIds }: CheckedJoins,
  places: Map<string, PlacedArrival>,
): PlacedArrival {
  const refusal = refusals.get(id);
  if (refusal !== undefined) {
    return { id, number: null, ticket: null, called: false, ...refusal };
  }
  const placeId = placeIds.get(id) ?? id;
  const place = places.get(placeId);
  if (place === undefined) {
    throw new Error('The room answered fewer arrivals than it was told of.');
  }
  return placeId === id ? place : { ...place, id, placeId };
}
