import type { RoomReason, RoomStatus } from '@frontrow/protocol';
import type { Situation } from './strings/words.ts';

/** Situations that only the browser can know. */
export type LocalSituation = Extract<Situation, 'left' | 'forgotten'>;

const BY_REASON: Partial<Record<RoomReason, Situation>> = {
  paused: 'paused',
  holding_place: 'holding',
  unavailable: 'away',
  slow_shop: 'slow_shop',
  few_seats: 'few_seats',
  slower: 'slower',
  draining: 'draining',
};

/** What the visitor is told about. */
export function readSituation(status: RoomStatus): Situation {
  switch (status.state) {
    case 'rejecting':
      return status.reason === 'sold_out' ? 'sold_out' : 'closed';
    case 'challenge':
      return 'challenge';
    case 'active':
    case 'open':
      return 'entering';
    case 'called':
      return calledSituation(status);
    case 'waiting':
      return waitingSituation(status);
  }
}

function calledSituation({ reason }: RoomStatus): Situation {
  if (reason === 'full') {
    return 'next';
  }
  return reason === 'paused' || reason === 'holding_place' || reason === 'unavailable'
    ? (BY_REASON[reason] ?? 'entering')
    : 'entering';
}

function waitingSituation(status: RoomStatus): Situation {
  const { reason, number, position, ticket } = status;
  if (reason === 'prequeue') {
    return beforeTheStart(status);
  }
  if (reason === 'draw') {
    return 'draw';
  }
  if (number === null && ticket === null) {
    // Of a ticket that is being restored the room may know no more than that it is kept.
    return reason === 'holding_place' ? 'holding' : 'numberless';
  }
  if (reason === 'full') {
    return position === 1 ? 'next' : 'crowded';
  }
  return reason === null ? untold(status) : (BY_REASON[reason] ?? 'waiting');
}

/** A ticket without a number waits for its draw, whether or not the room says so. */
function untold({ number }: RoomStatus): Situation {
  return number === null ? 'draw' : 'waiting';
}

function beforeTheStart({ event, ticket }: RoomStatus): Situation {
  if (event?.phase === 'before' && ticket === null) {
    return 'early';
  }
  return event === null || event.shuffle_at_event_start ? 'prequeue' : 'prequeue_in_order';
}
