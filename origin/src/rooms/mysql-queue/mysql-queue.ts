import { inTransaction } from '@frontrow/db';
import { roomSnapshot, type RoomSnapshot } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Ending } from '../store/room-endings.ts';
import { NO_DRAWS } from '../store/room-reading.ts';
import type { RoomStore, VersionedSettings } from '../store/room-store.ts';
import { createQueueAdvance } from './queue-advance.ts';
import { createQueueArrive } from './queue-arrivals.ts';
import type { HasRoom } from './queue-door.ts';
import { createQueueEnter } from './queue-enter.ts';
import { FLOW_SECONDS } from './queue-pace.ts';
import { countEntries, PLACE, type PlaceRow, readRoomRow, ROOM } from './queue-rows.ts';

type Deps = { knex: Knex; hasRoom?: HasRoom };

/**
 * The room as a queue in MySQL: what `npm run bench:rooms` compares the one in Redis with, and used nowhere else. Cap,
 * rate, order, sessions and pace are the same; whoever is called is taken to come, as the comparison's buyers do.
 * Draws, lanes, codes, revocations, the record and the controller are not part of what is compared, so those
 * operations do nothing here; nor does it need to be restored, since it forgets nothing.
 */
export function createMysqlQueue({ knex, ...guard }: Deps): RoomStore {
  const { enter, renew } = createQueueEnter({ knex, ...guard });
  const snapshot = createQueueSnapshot(knex);
  return {
    arrive: createQueueArrive({ knex }),
    advance: createQueueAdvance({ knex }),
    enter,
    leave: createQueueLeave(knex),
    snapshot,
    read: async (room) => ({ snapshot: await snapshot(room), draws: NO_DRAWS }),
    open: async (room, { epoch, ...opening }) => {
      await knex(ROOM)
        .insert({
          room,
          epoch,
          issued: 0,
          calledUpTo: 0,
          creditAt: 0,
          entries: '[]',
          ...settingsOf(opening),
        })
        .onConflict('room')
        .ignore();
      return (await readRoomRow(knex, room)).epoch;
    },
    async configure(room, versioned) {
      const { edits, boundaryMs } = await readRoomRow(knex, room);
      const next = settingsOf(versioned);
      const isNewer = next.edits > edits || (next.edits === edits && next.boundaryMs > boundaryMs);
      if (isNewer) {
        await knex(ROOM).where({ room }).update(next);
      }
      return isNewer;
    },
    async extend(room, placeId) {
      const place = await knex(PLACE).where({ room, placeId }).first<PlaceRow | undefined>();
      const at = { room, id: placeId, number: place?.number ?? null };
      const outcome = await renew(at, true);
      return outcome?.kind === 'active' ? outcome : { kind: 'ended' };
    },
    ...NOT_COMPARED,
  };
}

const NOT_COMPARED = {
  limit: async () => undefined,
  number: async () => 0,
  promote: async () => undefined,
  move: async () => 'ended' as const,
  revoke: async () => 0,
  lastRevocation: async () => 0,
};

function createQueueLeave(knex: Knex) {
  const counted: Record<Ending, 'went' | 'completed'> = {
    left: 'went',
    completed: 'completed',
    revoked: 'went',
  };
  return function leave(room: string, placeId: string, total: Ending): Promise<boolean> {
    return inTransaction(knex, async (trx) => {
      const place = await trx(PLACE)
        .where({ room, placeId })
        .forUpdate()
        .first<PlaceRow | undefined>();
      if (place === undefined) {
        return false;
      }
      const { number, state } = place;
      await trx(PLACE).where({ room, number }).delete();
      // The last statement: the room's lock is held for the commit alone.
      const changes = trx(ROOM).where({ room }).increment(counted[total], 1);
      await (state === 'lapsed' ? changes : changes.decrement(state, 1));
      return state === 'active' || state === 'called';
    });
  };
}

function createQueueSnapshot(knex: Knex) {
  return async function snapshot(room: string): Promise<RoomSnapshot> {
    const row = await readRoomRow(knex, room);
    const flow = countEntries(row, FLOW_SECONDS);
    return roomSnapshot.parse({
      ...row,
      settingsVersion: row.version,
      entriesLastMinute: countEntries(row),
      totals: {
        entered: row.entered,
        noShow: row.noShow,
        returned: row.returned,
        left: row.went,
        completed: row.completed,
        revoked: 0,
      },
      flow: {
        entriesPerSecond: flow / FLOW_SECONDS,
        variance: 0,
        showUp: 1,
        claimDelayMs: row.claimDelay,
      },
      takenAt: row.now,
    });
  };
}

function settingsOf({ version, settings, order }: VersionedSettings) {
  const { edits, boundaryMs } = order ?? { edits: version, boundaryMs: 0 };
  return { settings: JSON.stringify(settings), version, edits, boundaryMs };
}
