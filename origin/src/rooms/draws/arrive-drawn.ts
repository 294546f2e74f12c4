import { type Arrival, type ArrivalsReply, createDrawOrder } from '@frontrow/protocol';
import type { KeptDraws } from '../store/room-reading.ts';
import type { RoomStore } from '../store/room-store.ts';

type Deps = { store: Pick<RoomStore, 'arrive' | 'read'> };

type Outcome = Awaited<ReturnType<RoomStore['arrive']>>;

/**
 * Lets visitors arrive. A ticket that survived a loss of Redis while its draw was made comes back under the number
 * that it drew: the edge may not know the draw yet, and by itself Redis cannot compute the order.
 */
export function createArrive({ store }: Deps) {
  return async function arrive(
    room: string,
    arrivals: Arrival[],
    calledUpTo?: number,
  ): Promise<ArrivalsReply> {
    const outcome = await store.arrive(room, arrivals, calledUpTo);
    const drawn = arrivals.filter((_, index) => outcome.places[index]?.isDrawn);
    return replyTo(arrivals, drawn.length === 0 ? outcome : await again(room, arrivals, outcome));
  };

  async function again(room: string, arrivals: Arrival[], outcome: Outcome): Promise<Outcome> {
    const { draws } = await store.read(room);
    const numbered = arrivals
      .filter((_, index) => outcome.places[index]?.isDrawn)
      .map((arrival) => withNumber(arrival, draws.closed));
    const second = await store.arrive(room, numbered);
    const byId = new Map(numbered.map(({ id }, index) => [id, second.places[index]]));
    const places = outcome.places.map((place, index) =>
      place.isDrawn ? (byId.get(arrivals[index]?.id ?? '') ?? place) : place,
    );
    return { ...second, places };
  }
}

function withNumber({ ticket, ...arrival }: Arrival, draws: KeptDraws['closed']): Arrival {
  const draw = draws.find(({ id }) => id === ticket?.draw);
  if (draw === undefined || ticket === undefined) {
    return arrival;
  }
  const order = createDrawOrder(draw.key === '' ? null : draw.key, draw.n);
  return { ...arrival, number: draw.base + 1 + order.rankOf(ticket.index) };
}

function replyTo(arrivals: Arrival[], { epoch, places }: Outcome): ArrivalsReply {
  return {
    epoch,
    places: places.map(({ number, ticket, called, turnedAway, lane }, index) => ({
      id: arrivals[index]?.id ?? '',
      number,
      ticket,
      called,
      refused: turnedAway ? 'rejecting' : null,
      ...(lane === undefined ? {} : { lane }),
    })),
  };
}
