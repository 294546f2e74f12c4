import { type Arrival, drawnNumber } from '@frontrow/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestRoom, type TestRoom, type TestVisitor } from '../../testing/room.ts';
import { roomKeys } from '../store/room-keys.ts';
import type { EventInForce } from '../store/room-store.ts';
import { createArrive } from './arrive-drawn.ts';

/**
 * Pre-queues, their start, rounds, and losses of Redis after which visitors come back late and newcomers first:
 * nobody is lost, no number and no ticket is given twice, and never are more inside than the room holds.
 */

const RUNS = 40;
const GAP = 100;
const KEY = 'ab'.repeat(32);

type Kind = 'arrive' | 'tick' | 'poll' | 'checkpoint' | 'start' | 'turn' | 'lose';
type Kept = Awaited<ReturnType<TestRoom['store']['read']>>;
type Plan = { capacity: number; isRandom: boolean; hasPrequeue: boolean };

const step = fc.record({
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom<Kind[]>('arrive', 'tick', 'poll') },
    { weight: 4, arbitrary: fc.constantFrom<Kind[]>('checkpoint', 'start', 'turn', 'lose') },
  ),
  n: fc.nat({ max: 50 }),
});
const plan = fc.record({
  capacity: fc.integer({ min: 1, max: 4 }),
  isRandom: fc.boolean(),
  hasPrequeue: fc.boolean(),
});

function eventIn(ms: number): EventInForce {
  const startAt = Date.now() + ms;
  const time = new Date(startAt).toISOString();
  const view = { id: 7, name: 'On sale', prequeue_start_time: null, commitment: null };
  const times = { event_start_time: time, event_end_time: time, shuffle_at_event_start: true };
  return {
    view: { ...view, ...times },
    prequeueAt: Date.now() - 60_000,
    startAt,
    draw: 1_000_000_000_007,
    key: KEY,
    commitment: KEY,
  };
}

/** As an epoch starts that is claimed after a loss. */
function afterLoss({ snapshot, draws }: Kept): Kept {
  const { open, priority, unseen = 0 } = draws;
  return {
    snapshot: { ...snapshot, issued: snapshot.issued + GAP },
    draws: {
      ...draws,
      open: open && { ...open, tickets: open.tickets + GAP },
      priority: { ...priority, issued: priority.issued + GAP },
      unseen: unseen + GAP,
    },
  };
}

/** A room with its operator, its checkpoint and its losses. */
async function openWorld({ capacity, isRandom, hasPrequeue }: Plan) {
  const room = await openTestRoom({
    settings: { total_active_users: capacity, new_users_per_minute: 100_000 },
  });
  let { settings } = room;
  let event = hasPrequeue ? eventIn(600_000) : undefined;
  let [version, epoch] = [1, 1];
  let kept = await room.store.read('main');
  const inForce = () => ({ version: (version += 1), settings, event });
  const turn = (queueing_method: 'random' | 'fifo') => {
    settings = { ...settings, queueing_method };
    return room.store.configure('main', inForce());
  };
  const keep = async () => {
    kept = await room.store.read('main');
  };
  await turn(isRandom ? 'random' : 'fifo');

  return {
    room,
    keep,
    turn: () => turn(settings.queueing_method === 'random' ? 'fifo' : 'random'),
    async start() {
      event = event && eventIn(-1);
      await room.store.configure('main', inForce());
    },
    async lose() {
      await room.redis.del(...roomKeys(room.keyPrefix, 'main'));
      kept = afterLoss(kept);
      const { issued, calledUpTo } = kept.snapshot;
      const at = { epoch: (epoch += 1), issued, calledUpTo, graceMs: 0, draws: kept.draws };
      await room.store.open('main', { ...inForce(), ...at });
    },
    async tick() {
      const { numbering } = await room.store.advance('main');
      // A draw is in the checkpoint before it is public.
      await (numbering === null ? undefined : keep());
      await room.advance();
    },
  };
}

function arrivalOf({ id, number, ticket }: TestVisitor): Arrival {
  return { id, ...(number > 0 ? { number } : {}), ...(ticket ? { ticket } : {}) };
}

/** The visitor with the number that its ticket has drawn, as its edge or the origin computes it. */
async function draw(room: TestRoom, visitor: TestVisitor): Promise<void> {
  const { draws } = await room.snapshot();
  const made = draws.find(({ id }) => id === visitor.ticket?.draw);
  if (visitor.number === 0 && made && visitor.ticket && visitor.ticket.index < made.n) {
    visitor.number = drawnNumber(made, visitor.ticket.index);
  }
}

async function restore(room: TestRoom, visitor: TestVisitor): Promise<void> {
  const { epoch, places } = await createArrive(room)('main', [arrivalOf(visitor)]);
  const [place] = places;
  expect(place?.refused).toBeNull();
  const number = place?.number ?? visitor.number;
  expect([0, number]).toContain(visitor.number);
  visitor.number = number;
  visitor.ticket = place?.ticket ?? visitor.ticket ?? null;
  visitor.epoch = epoch;
}

/** True when the visitor is in. */
async function poll(room: TestRoom, visitor: TestVisitor): Promise<boolean> {
  await draw(room, visitor);
  if (visitor.epoch < (await room.snapshot()).epoch) {
    await restore(room, visitor);
  }
  const outcome = await room.enter(visitor);
  expect(['active', 'waiting', 'full']).toContain(outcome);
  return outcome === 'active';
}

async function play(planned: Plan, steps: { kind: Kind; n: number }[]): Promise<void> {
  const { room, ...world } = await openWorld(planned);
  const all: TestVisitor[] = [];
  const inside = new Set<TestVisitor>();
  const outside = () => all.filter((visitor) => !inside.has(visitor));
  const pollOne = async (visitor: TestVisitor | undefined) =>
    visitor && (await poll(room, visitor)) && inside.add(visitor);
  const check = async () => {
    expect((await room.snapshot()).active).toBeLessThanOrEqual(planned.capacity);
    const given = all.flatMap(({ number }) => (number > 0 ? [number] : []));
    const tickets = all.flatMap(({ ticket }) => (ticket ? [`${ticket.draw}/${ticket.index}`] : []));
    expect(new Set([...given, ...tickets]).size).toBe(given.length + tickets.length);
  };
  const moves: Record<Kind, (n: number) => Promise<unknown>> = {
    arrive: async (n) => all.push(...(await room.arrive(1 + (n % 7)))),
    poll: (n) => pollOne(outside()[n % Math.max(1, outside().length)]),
    tick: () => world.tick(),
    checkpoint: () => world.keep(),
    start: () => world.start(),
    turn: () => world.turn(),
    lose: () => world.lose(),
  };
  for (const { kind, n } of steps) {
    await moves[kind](n);
    await check();
  }
  await world.start();
  for (let round = 0; round < 3 * all.length + 12 && outside().length > 0; round += 1) {
    await Promise.all([...inside].map((visitor) => room.leave(visitor)));
    await world.tick();
    for (const visitor of outside()) {
      await pollOne(visitor);
    }
    await check();
  }
  expect(outside()).toEqual([]);
  room.redis.disconnect();
}

it('gives no number behind a draw a second time that was closed since the checkpoint', async () => {
  const lost = ['lose', 'start', 'arrive', 'lose', 'arrive'] as const;
  const steps = lost.map((kind) => ({ kind, n: 0 }));
  await expect(play({ capacity: 1, isRandom: false, hasPrequeue: true }, steps)).resolves.toBe(
    undefined,
  );
});

it('loses nobody and gives nothing twice, whatever happens in whatever order', async () => {
  const histories = fc.asyncProperty(plan, fc.array(step, { minLength: 5, maxLength: 30 }), play);
  await fc.assert(histories, { numRuns: RUNS });
});
