import type { Place, RoomSnapshot } from '@frontrow/protocol';

/**
 * How many visitors stand before a place: the numbers between it and the watermark, but never more
 * than there are others waiting. Numbers leave gaps: visitors who left, and the jump that follows
 * a loss of the room's memory.
 */
export function aheadOf({ number }: Pick<Place, 'number'>, snapshot: RoomSnapshot): number {
  const numbersBefore = number - snapshot.calledUpTo - 1;
  // A snapshot from before this visitor's arrival does not count it.
  const othersWaiting = snapshot.waiting - (number <= snapshot.issued ? 1 : 0);
  return Math.max(0, Math.min(numbersBefore, othersWaiting));
}
