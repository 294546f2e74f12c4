import type { RoomEvent } from '@frontrow/db';
import {
  AppError,
  type EventPatch,
  MOST_EVENTS,
  type NewEvent,
  PLACE_LIFETIME_SECONDS,
} from '@frontrow/protocol';
import { mergeSettings } from '../settings/merge-settings.ts';
import { isQueueing } from './effective-settings.ts';
import { beginningOf, type EventTimes, phaseAt } from './event-phase.ts';
import type { Surroundings } from './room-surroundings.ts';

/** An event as operators plan it, with times as dates. */
export type EventPlan = Pick<
  RoomEvent,
  | 'name'
  | 'prequeueStartTime'
  | 'eventStartTime'
  | 'eventEndTime'
  | 'shuffleAtEventStart'
  | 'suspended'
  | 'overrides'
>;
/** The shortest pre-queue that there may be. */
export type Limits = { leastPrequeueMs: number };

/** Of its place's life a visitor needs half for the line after the start. */
const LONGEST_PREQUEUE_MS = (PLACE_LIFETIME_SECONDS / 2) * 1000;
/** Redis opens and closes draws by its own clock: what is so near may have happened there. */
const MARGIN_MS = 5_000;

export function planOf(event: NewEvent): EventPlan {
  return {
    name: event.name,
    prequeueStartTime:
      event.prequeue_start_time === null ? null : new Date(event.prequeue_start_time),
    eventStartTime: new Date(event.event_start_time),
    eventEndTime: new Date(event.event_end_time),
    shuffleAtEventStart: event.shuffle_at_event_start,
    suspended: event.suspended,
    overrides: event.overrides,
  };
}

/** Refuses an event that has not begun and cannot be so. */
export function checkPlan(plan: EventPlan, around: Surroundings, limits: Limits): void {
  checkTimes(plan, limits);
  checkWork(plan, around);
  if (beginningOf(plan) <= around.now) {
    refuse('An event begins in the future.');
  }
  const coming = around.events.filter((other) => phaseAt(other, around.now) !== 'over');
  if (coming.length >= MOST_EVENTS) {
    refuse(`A room has at most ${MOST_EVENTS} events to come; delete one first.`);
  }
  checkOverlap(plan, coming);
}

function checkTimes(plan: EventPlan, { leastPrequeueMs }: Limits): void {
  if (plan.eventEndTime <= plan.eventStartTime) {
    refuse('An event ends after its start.');
  }
  if (plan.prequeueStartTime === null) {
    return;
  }
  const prequeueMs = plan.eventStartTime.getTime() - plan.prequeueStartTime.getTime();
  if (prequeueMs < leastPrequeueMs) {
    refuse(`A pre-queue opens at least ${leastPrequeueMs / 1000} seconds before the start.`);
  }
  if (prequeueMs > LONGEST_PREQUEUE_MS) {
    refuse(`A pre-queue opens at most ${LONGEST_PREQUEUE_MS / 3_600_000} hours before the start.`);
  }
}

function checkWork(
  { prequeueStartTime, shuffleAtEventStart, overrides }: EventPlan,
  { own }: Surroundings,
) {
  const { queueing_method: method } = mergeSettings(own, overrides);
  if (shuffleAtEventStart && prequeueStartTime === null) {
    refuse('Only those who came in a pre-queue can be shuffled: give prequeue_start_time.');
  }
  if (prequeueStartTime !== null && !isQueueing(method)) {
    refuse(
      `With queueing_method ${method} nobody would wait after the start, and a pre-queue would be in vain: let the event override it with fifo.`,
    );
  }
}

function checkOverlap(plan: EventTimes, others: RoomEvent[]): void {
  const rival = others.find(
    (other) => beginningOf(other) < plan.eventEndTime && beginningOf(plan) < other.eventEndTime,
  );
  if (rival !== undefined) {
    refuse(`It overlaps with the event "${rival.name}" (${rival.id}).`, { rival: rival.id });
  }
}

/** Until then an event may be deleted, and everything of it may change. */
export function hasBegun(event: EventTimes, now: Date): boolean {
  return beginningOf(event).getTime() - MARGIN_MS <= now.getTime();
}

/**
 * Refuses a change. Once the pre-queue is open nobody's ticket may be worth less than it was promised to be: the
 * start may only move back, since whoever planned to come until then must not be late, and after the start not
 * at all: a draw that was made is never made again. Ending early is safe, the line goes on in its order.
 */
export function changedPlan(
  event: RoomEvent,
  patch: EventPatch,
  around: Surroundings,
  limits: Limits,
): EventPlan {
  const { now, events } = around;
  const wanted = { ...planFrom(event), ...patchOf(patch) };
  if (!hasBegun(event, now)) {
    checkPlan(wanted, around, limits);
    return wanted;
  }
  const phase = phaseAt(event, now);
  if (phase === 'over') {
    refuse('The event is over.');
  }
  checkFields(patch, phase === 'running');
  checkStart(event.eventStartTime, wanted.eventStartTime, now);
  const isEndedNow = phase === 'running' && wanted.eventEndTime < now;
  const plan = isEndedNow ? { ...wanted, eventEndTime: now } : wanted;
  checkTimes(plan, limits);
  checkWork(plan, around);
  checkOverlap(
    plan,
    events.filter((other) => phaseAt(other, now) !== 'over'),
  );
  return plan;
}

/** Of an event whose pre-queue is open. */
function checkStart(before: Date, after: Date, now: Date): void {
  if (after < before) {
    refuse('The pre-queue is open: the start can only be moved to a later time.');
  }
  if (after > before && before.getTime() - MARGIN_MS <= now.getTime()) {
    refuse('The event starts this moment: its start cannot be moved any more.');
  }
}

const ALWAYS = ['name', 'event_end_time', 'overrides'];

function checkFields(patch: EventPatch, isRunning: boolean): void {
  const free = isRunning ? ALWAYS : [...ALWAYS, 'event_start_time'];
  const fixed = Object.keys(patch).filter((field) => !free.includes(field));
  if (fixed.length > 0) {
    const since = isRunning ? 'has started' : 'has begun with its pre-queue';
    refuse(`The event ${since}: ${fixed.join(', ')} cannot change any more.`);
  }
}

/** Only what an event may change: never its room, its id or its key. */
function planFrom(event: RoomEvent): EventPlan {
  const { name, prequeueStartTime, eventStartTime, eventEndTime } = event;
  const { shuffleAtEventStart, suspended, overrides } = event;
  const times = { prequeueStartTime, eventStartTime, eventEndTime };
  return { name, ...times, shuffleAtEventStart, suspended, overrides };
}

function patchOf(patch: EventPatch): Partial<EventPlan> {
  const plan: Partial<EventPlan> = {
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.overrides === undefined ? {} : { overrides: patch.overrides }),
    ...(patch.suspended === undefined ? {} : { suspended: patch.suspended }),
  };
  if (patch.shuffle_at_event_start !== undefined) {
    plan.shuffleAtEventStart = patch.shuffle_at_event_start;
  }
  if (patch.prequeue_start_time !== undefined) {
    const { prequeue_start_time: time } = patch;
    plan.prequeueStartTime = time === null ? null : new Date(time);
  }
  if (patch.event_start_time !== undefined) {
    plan.eventStartTime = new Date(patch.event_start_time);
  }
  if (patch.event_end_time !== undefined) {
    plan.eventEndTime = new Date(patch.event_end_time);
  }
  return plan;
}

function refuse(sentence: string, extra: Record<string, unknown> = {}): never {
  throw new AppError('event_conflict', sentence, { extra });
}
