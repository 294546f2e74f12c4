import type { RoomSnapshot } from '@frontrow/protocol';

export type LaneCounts = Pick<RoomSnapshot, 'issued' | 'calledUpTo' | 'waiting'>;

/**
 * How many visitors of its lane stand before a place: the numbers between it and the watermark, but never more
 * than there are others waiting. Numbers leave gaps: visitors who left, and the jump that follows
 * a loss of the room's memory.
 */
export function aheadOf(number: number, { calledUpTo, issued, waiting }: LaneCounts): number {
  const numbersBefore = number - calledUpTo - 1;
  // Who arrived after the snapshot is not among its waiting ones: this visitor, and those before it.
  const othersWaiting = waiting + Math.max(0, number - issued) - 1;
  return Math.max(0, Math.min(numbersBefore, othersWaiting));
}
