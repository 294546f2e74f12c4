import type { RoomSettings } from '@frontrow/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestRoom, placeOf, randomPlaceId, type TestRoom } from '../../testing/room.ts';
import { REVOKES_NOBODY } from '../revocations/room-revocations.ts';
import { roomKeys } from '../store/room-keys.ts';
import { type KeptDraws, NO_DRAWS } from '../store/room-reading.ts';
import type { EventInForce } from '../store/room-store.ts';

const KEY = 'ab'.repeat(32);
const COMMITMENT = 'cd'.repeat(32);
const GAP = 100_000;
const EVENT_DRAW = 1_000_000_000_007;
const rooms: TestRoom[] = [];
afterEach(() => {
  for (const room of rooms.splice(0)) {
    room.redis.disconnect();
  }
});

async function openRoom(settings: Partial<RoomSettings> = {}): Promise<TestRoom> {
  const room = await openTestRoom({ settings });
  rooms.push(room);
  return room;
}

/** An event whose pre-queue has been open for a minute and which starts in `ms`. */
function eventIn(ms: number, draw = EVENT_DRAW): EventInForce {
  const startAt = Date.now() + ms;
  const time = (at: number) => new Date(at).toISOString();
  return {
    view: {
      id: draw - 1_000_000_000_000,
      name: 'On sale',
      prequeue_start_time: time(startAt - 60_000),
      event_start_time: time(startAt),
      event_end_time: time(startAt + 600_000),
      shuffle_at_event_start: true,
      commitment: COMMITMENT,
    },
    prequeueAt: Date.now() - 60_000,
    startAt,
    draw,
    key: KEY,
    commitment: COMMITMENT,
  };
}

const begin = (room: TestRoom, version: number, event: EventInForce) =>
  room.store.configure('main', { version, settings: room.settings, event });

/** Redis loses the room, which opens again from a checkpoint that knew of `draws`. */
async function lose(room: TestRoom, draws: KeptDraws, event?: EventInForce): Promise<void> {
  await room.redis.del(...roomKeys(room.keyPrefix, 'main'));
  await room.store.open('main', {
    version: 9,
    settings: room.settings,
    event,
    epoch: 2,
    issued: GAP,
    calledUpTo: 0,
    graceMs: 0,
    draws,
  });
}

const afterLoss: KeptDraws = { ...NO_DRAWS, unseen: GAP };

describe('a loss of Redis', () => {
  it('gives no ticket twice, also where the draw had opened since the checkpoint', async () => {
    const room = await openRoom();
    await begin(room, 2, eventIn(60_000));
    const early = await room.arrive(3);
    await lose(room, afterLoss, eventIn(60_000));
    const [newcomer] = await room.arrive(1);
    expect(newcomer?.ticket).toEqual({ draw: EVENT_DRAW, index: GAP });
    const back = await room.store.arrive('main', early.map(withTicket));
    expect(back.places.map(({ ticket }) => ticket?.index)).toEqual([0, 1, 2]);
  });

  it('gives the ticket of a place that has moved to its new browser alone', async () => {
    const room = await openRoom();
    await begin(room, 2, eventIn(60_000));
    const [moved] = await room.arrive(1);
    const old = { ...moved, id: moved?.id ?? '', ticket: moved?.ticket };
    const open = { id: EVENT_DRAW, tickets: 1 };
    await lose(room, { ...afterLoss, open }, eventIn(60_000));
    await room.store.revoke('main', { ...REVOKES_NOBODY, id: 1, placeId: old.id });
    await room.store.arrive('main', [withTicket({ ...old, id: randomPlaceId() })]);
    const [place] = (await room.store.arrive('main', [withTicket(old)])).places;
    expect(place).toMatchObject({ called: true });
    expect((await room.snapshot()).waiting).toBe(1);
    const shown = { id: old.id, number: 0, ticket: place?.ticket ?? null, called: true, epoch: 2 };
    expect((await room.store.enter('main', placeOf(shown), false)).kind).toBe('ended');
  });

  it('keeps those who wait with a ticket in a room that takes nobody new', async () => {
    const room = await openRoom({ queueing_method: 'random', queue_all: true });
    const waiting = await room.arrive(2);
    const settings = { ...room.settings, drain: true };
    await lose({ ...room, settings }, afterLoss);
    const back = await room.store.arrive('main', waiting.map(withTicket));
    expect(back.places.map(({ turnedAway }) => turnedAway)).toEqual([false, false]);
    expect(await room.arrive(1)).toMatchObject([{ turnedAway: true }]);
  });
});

describe('a draw of whom nobody is left', () => {
  it('does not hold up those who came after it', async () => {
    const room = await openRoom({ total_active_users: 5 });
    const open = { id: EVENT_DRAW, tickets: GAP };
    await lose(room, { ...afterLoss, open }, eventIn(60_000));
    const [only] = await room.arrive(1);
    await begin(room, 10, eventIn(-1));
    const [late] = await room.arrive(1);
    expect(only).toBeDefined();
    expect(late?.called).toBe(false);
    await room.store.leave('main', only?.id ?? '', 'left');
    const { numbering } = await room.store.advance('main');
    expect(numbering).toMatchObject({ draw: EVENT_DRAW });
    await room.store.number('main', numbering ?? NOTHING, [1, 2, 3]);
    expect(await room.store.advance('main')).toMatchObject({ called: 1, numbering: null });
  });
});

describe('two events in a row', () => {
  it('have the first draw in the line before the second one is to be made', async () => {
    const room = await openRoom({ total_active_users: 1, queue_all: true });
    await begin(room, 2, eventIn(60_000));
    for (let batch = 0; batch < 40; batch += 1) {
      await room.arrive(250);
    }
    await begin(room, 3, eventIn(-1));
    await room.advance();
    expect((await room.store.advance('main')).numbering?.waiting).toBeGreaterThanOrEqual(4000);
    await begin(room, 4, eventIn(60_000, EVENT_DRAW + 1));
    const [early] = await room.arrive(1);
    await room.advance();
    expect((await room.store.advance('main')).numbering).toBeNull();
    await begin(room, 5, eventIn(-1, EVENT_DRAW + 1));
    const [late] = await room.arrive(1);
    expect([early?.ticket?.draw, late?.ticket]).toEqual([EVENT_DRAW + 1, null]);
  });
});

const NOTHING = { draw: 0, numberedUpTo: 0, last: 0, waiting: 0 };

function withTicket({
  id,
  ticket,
}: {
  id: string;
  ticket?: { draw: number; index: number } | null | undefined;
}) {
  return { id, ...(ticket ? { ticket } : {}) };
}
