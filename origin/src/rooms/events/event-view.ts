import type { RoomEvent } from '@frontrow/db';
import { drawCommitment, eventDrawId, type EventAdminView } from '@frontrow/protocol';
import type { EventInForce } from '../store/room-store.ts';
import { beginningOf, phaseAt } from './event-phase.ts';

/** An event for operators: everything but its key. */
export function eventAdminViewOf(event: RoomEvent, now: Date): EventAdminView {
  return {
    ...publicPart(event),
    phase: phaseAt(event, now),
    suspended: event.suspended,
    overrides: event.overrides,
    draw: eventDrawId(event.id),
  };
}

/** An event as Redis takes it, with the key: from there it comes out once the draw is closed. */
export function eventInForceOf(event: RoomEvent): EventInForce {
  const view = publicPart(event);
  return {
    view,
    prequeueAt: beginningOf(event).getTime(),
    startAt: event.eventStartTime.getTime(),
    draw: eventDrawId(event.id),
    key: event.shuffleAtEventStart ? event.drawKey : '',
    commitment: view.commitment ?? '',
  };
}

function publicPart(event: RoomEvent): EventInForce['view'] {
  return {
    id: event.id,
    name: event.name,
    prequeue_start_time: event.prequeueStartTime?.toISOString() ?? null,
    event_start_time: event.eventStartTime.toISOString(),
    event_end_time: event.eventEndTime.toISOString(),
    shuffle_at_event_start: event.shuffleAtEventStart,
    commitment: event.shuffleAtEventStart ? drawCommitment(event.drawKey) : null,
  };
}
