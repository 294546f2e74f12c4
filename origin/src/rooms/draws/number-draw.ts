import { createDrawOrder } from '@frontrow/protocol';
import type { Numbering } from '../store/room-line.ts';
import type { RoomStore } from '../store/room-store.ts';

type Deps = {
  store: Pick<RoomStore, 'read' | 'number'>;
  saveCheckpoint: (room: string) => Promise<void>;
};

/** Tickets written at once: some 40 ms of hashing and 5 ms of Redis. */
const CHUNK = 2000;
/** So many visitors stand in the line ready to be called: more than two ticks can call. */
const LOOKAHEAD = 4000;

/**
 * Writes the tickets of a closed draw into the line, from the front and only as far as is soon needed. Before the
 * first is written the draw is in the checkpoint: from then on it is public, and must come out the same after a loss.
 */
export function createNumberDraw({ store, saveCheckpoint }: Deps) {
  return async function numberNext(room: string, numbering: Numbering): Promise<'more' | 'enough'> {
    const { draws } = await store.read(room);
    const draw = draws.closed.find(({ id }) => id === numbering.draw);
    const isFirst = numbering.numberedUpTo === draw?.base;
    // The first are written at once, whoever stands before them: with that the draw is public.
    if (draw === undefined || (numbering.waiting >= LOOKAHEAD && !isFirst)) {
      return 'enough';
    }
    if (isFirst) {
      await saveCheckpoint(room);
    }
    const order = createDrawOrder(draw.key === '' ? null : draw.key, Math.max(1, draw.n));
    const first = numbering.numberedUpTo - draw.base;
    const count = Math.min(CHUNK, numbering.last - numbering.numberedUpTo);
    const indexes = Array.from({ length: count }, (_, offset) => order.indexAt(first + offset));
    await store.number(room, numbering, indexes);
    return 'more';
  };
}
