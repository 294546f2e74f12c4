import type { Reopening } from '../opening/open-room.ts';
import type { RoomStore } from '../store/room-store.ts';
import { createNumberDraw } from './number-draw.ts';

type Deps = {
  store: RoomStore;
  reopening: Reopening;
  saveCheckpoint: (room: string) => Promise<void>;
};

/** Of a draw whose visitors are mostly gone so much is looked through in one tick; a full one needs two. So many calls,
 * of a thousand each, too: of a large room of which few come, more than one of them is needed. */
const MOST_CHUNKS = 5;

/** One tick. A draw that has been made is written into the line ahead of those who are called. */
export function createAdvance({ store, reopening, saveCheckpoint }: Deps) {
  const numberNext = createNumberDraw({ store, saveCheckpoint });

  return async function advance(room: string): Promise<number> {
    let all = 0;
    for (let chunk = 0; ; chunk += 1) {
      const { called, numbering, hasMore } = await reopening(room, () => store.advance(room));
      all += called;
      if (chunk === MOST_CHUNKS || (numbering === null && !hasMore)) {
        return all;
      }
      const written = numbering === null ? 'enough' : await numberNext(room, numbering);
      if (written === 'enough' && !hasMore) {
        return all;
      }
    }
  };
}
