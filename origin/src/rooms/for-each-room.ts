import { AppError } from '@frontrow/protocol';
import type { RoomNames } from './settings/room-names.ts';

/** Work in every room. One that fails does not keep the others from theirs; the whole still fails. */
export async function forEachRoom(
  roomNames: RoomNames,
  work: (room: string) => Promise<void>,
): Promise<void> {
  const names = await roomNames();
  const outcomes = await Promise.allSettled(names.map((name) => work(name).catch(unlessGone)));
  const failure = outcomes.find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') {
    throw failure.reason;
  }
}

/** For what is done in a room that may have been deleted a moment ago: then there is nothing to do. */
export function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'not_found')) {
    throw error;
  }
}
