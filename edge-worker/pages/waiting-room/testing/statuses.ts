import type { RoomStatus } from '@frontrow/protocol';
import { IN_LINE } from '../samples.ts';

/** A visitor in the middle of a moving line; tests change what they are about. */
export function lineStatus(changes: Partial<RoomStatus> = {}): RoomStatus {
  return { ...IN_LINE, ...changes };
}
