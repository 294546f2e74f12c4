import type { RoomLimits } from '@frontrow/protocol';
import type { ControlSettings, Tuning } from '../control/control-law.ts';
import { STREAM } from './model/draws.ts';
import type { OriginPlan, Served } from './model/simulated-origin.ts';
import type { Crowd, Visitor } from './model/visitors.ts';
import type { Recording } from './recorder.ts';
import { createWorld, type Happening, type World } from './world.ts';

/** One way to let visitors in. */
export type Admission = {
  name: string;
  bounds: Pick<RoomLimits, 'activeUsers' | 'usersPerMinute'>;
  claimMs: number;
  /** The bounds follow the origin; without it they stay. */
  control?: { settings: ControlSettings; tuning?: Tuning };
  /** Above it the origin counts as overloaded, whoever lets visitors in. */
  target: { p95Ms: number; errorShare: number };
};

export type Scenario = {
  seed: number;
  crowd: Crowd;
  visitors: Visitor[];
  origin: OriginPlan;
  /** The simulation ends then, whoever still waits. */
  untilMs: number;
};

const TICK_MS = 1000;
const WINDOW_MS = 5000;
const NOTICES_WITHIN_MS = { soonest: 500, latest: 4000 };
const FULL_RETRY_MS = 2000;
const FAILED_RETRY_MS = 3000;
const FAILURES_TO_GIVE_UP = 4;

/** Plays one way of admission on a scenario, event by event. The same seed gives the same story. */
export function simulate(
  scenario: Scenario,
  admission: Admission,
  onProgress: (share: number) => void = () => undefined,
): Recording {
  const world = createWorld(scenario, admission);
  const { events, recorder } = world;
  for (const { id, arrivesAt } of scenario.visitors) {
    events.add(arrivesAt, { kind: 'arrive', id });
  }
  events.add(TICK_MS, { kind: 'tick', id: 0 });
  events.add(WINDOW_MS, { kind: 'window', id: 0 });
  let next = events.next();
  while (next !== undefined && next.at <= scenario.untilMs && !recorder.isOver()) {
    const { at, event } = next;
    if (event.kind === 'window') {
      onProgress(recorder.shareDone());
    }
    HANDLERS[event.kind](world, at, event);
    next = events.next();
  }
  return recorder.recording();
}

const HANDLERS: Record<
  Happening['kind'],
  (world: World, now: number, happening: Happening) => void
> = {
  arrive(world, now, { id }) {
    if (world.room.arrive(now, id)) {
      tellCalled(world, now, [id]);
    }
  },
  door(world, now, { id }) {
    const outcome = world.room.enter(now, id);
    if (outcome === 'full') {
      world.events.add(now + FULL_RETRY_MS, { kind: 'door', id });
    } else if (outcome === 'active') {
      world.recorder.entered(now - world.visitorOf(id).arrivesAt);
      world.stays.set(id, { made: 0, failures: 0, calls: 0 });
      world.events.add(now, { kind: 'call', id });
    }
  },
  call(world, now, { id }) {
    const stay = world.stays.get(id);
    if (stay !== undefined) {
      stay.calls += 1;
      begin(world, world.origin.accept({ visitor: id, key: stay.calls, at: now }));
    }
  },
  done(world, now, { served }) {
    if (served !== undefined) {
      finishCall(world, now, served);
    }
  },
  /** The session of somebody who closed the page has ended. */
  gone: (world, now, { id }) => freeSlot(world, now, id),
  tick(world, now) {
    const { room, origin, recorder, events } = world;
    tellCalled(world, now, room.advance(now));
    begin(world, origin.wake(now));
    recorder.tick(room.waiting(), origin.serversAt(now), origin.busy());
    events.add(now + TICK_MS, { kind: 'tick', id: 0 });
  },
  window(world, now) {
    const { room, control, recorder, events } = world;
    const load = world.window.take();
    const bounds = control.step(load, now);
    recorder.window(now, load, { ...bounds, waiting: room.waiting(), active: room.active() });
    events.add(now + WINDOW_MS, { kind: 'window', id: 0 });
  },
};

/** The present see it with their next poll. */
function tellCalled(world: World, now: number, called: number[]): void {
  const { soonest, latest } = NOTICES_WITHIN_MS;
  for (const id of called) {
    if (world.visitorOf(id).absent) {
      world.recorder.done();
    } else {
      const after = soonest + (latest - soonest) * world.draws.draw(STREAM.notice, id);
      world.events.add(now + after, { kind: 'door', id });
    }
  }
}

function begin({ events }: World, begun: Served[]): void {
  for (const served of begun) {
    events.add(served.doneAt, { kind: 'done', id: served.visitor, served });
  }
}

function finishCall(world: World, now: number, served: Served): void {
  const { window, recorder, events, stays } = world;
  const id = served.visitor;
  window.add(served);
  recorder.served(served.failed);
  if (!served.failed) {
    begin(world, world.origin.finish(now));
  }
  const stay = stays.get(id);
  if (stay === undefined) {
    return;
  }
  stay.made += served.failed ? 0 : 1;
  stay.failures += served.failed ? 1 : 0;
  if (stay.failures >= FAILURES_TO_GIVE_UP) {
    recorder.gaveUp();
    endStay(world, now, id, true);
  } else if (stay.made >= world.visitorOf(id).calls) {
    endStay(world, now, id, world.visitorOf(id).silent);
  } else {
    const think = world.draws.exponential(world.crowd.thinkMs, STREAM.think, id, stay.calls);
    events.add(now + (served.failed ? FAILED_RETRY_MS : think), { kind: 'call', id });
  }
}

function endStay(world: World, now: number, id: number, silently: boolean): void {
  world.recorder.done();
  world.stays.delete(id);
  if (silently) {
    world.events.add(now + world.crowd.sessionMs, { kind: 'gone', id });
  } else {
    freeSlot(world, now, id);
  }
}

/** Whoever leaves lets the next one be called at once, as `rooms.leave` does. */
function freeSlot(world: World, now: number, id: number): void {
  if (world.room.leave(now, id)) {
    tellCalled(world, now, world.room.advance(now));
  }
}
