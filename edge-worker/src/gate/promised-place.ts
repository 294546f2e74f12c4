import type { Place, RoomSnapshot } from '@frontrow/protocol';
import { aheadOf } from './ahead.ts';
import { estimateWait } from './estimate.ts';
import { laneOf } from './room-status.ts';

/**
 * The place with the first estimate that its visitor is told, written down so that it can be judged by it when it
 * enters; the very same place once it has one, and while there is nothing honest to promise.
 */
export function promisedPlace(place: Place, snapshot: RoomSnapshot | undefined): Place {
  if (snapshot === undefined || place.promise !== null || !isWaiting(place, snapshot)) {
    return place;
  }
  const ahead = aheadOf(place.number ?? 0, laneOf(place, snapshot));
  const estimate = estimateWait(ahead, place.lane, snapshot);
  if (estimate === undefined) {
    return place;
  }
  const now = Math.floor(snapshot.takenAt / 1000);
  const promise = { from: now + estimate.likelySeconds, to: now + estimate.latestSeconds };
  return { ...place, promise };
}

function isWaiting({ number, called, epoch, lane }: Place, snapshot: RoomSnapshot): boolean {
  const { calledUpTo } = lane === 'priority' ? snapshot.priority : snapshot;
  const isMoving = !snapshot.settings.queue_all && snapshot.settings.queueing_method !== 'reject';
  return isMoving && !called && epoch === snapshot.epoch && number !== null && number > calledUpTo;
}
