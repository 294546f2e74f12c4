import {
  eventDrawId,
  type RoomEventView,
  type RoomReason,
  type RoomSnapshot,
  type Ticket,
} from '@frontrow/protocol';

/** So many draws a snapshot has. */
const DRAWS_KEPT = 3;
/** By then after the start the draw of an event has been made and is public. */
const PUBLIC_AFTER_MS = 60_000;

/** Why a ticket waits: for the start of the event that it is of, or for the next draw. */
export function ticketReason(ticket: Ticket | null, snapshot: RoomSnapshot): RoomReason {
  const { event, settings } = snapshot;
  // An event may be a second further on than the snapshot.
  const isPrequeue = event !== null && event.phase !== 'running';
  if (isPrequeue && ticket?.draw === eventDrawId(event.id)) {
    return 'prequeue';
  }
  return settings.queue_all ? 'paused' : 'draw';
}

/**
 * A ticket of a draw that was made so long ago that the snapshot has forgotten it: its visitor never came back for
 * its number. The room knows whether it still has the place.
 */
export function isForgotten({ draw }: Ticket, snapshot: RoomSnapshot): boolean {
  const { event, openDraw, draws } = snapshot;
  if (openDraw?.id === draw || draws.some(({ id }) => id === draw)) {
    return false;
  }
  if (isEventDraw(draw)) {
    return event === null || eventDrawId(event.id) !== draw || isPushedOut(snapshot, event);
  }
  // Draws of a room that draws at random are numbered in turn: an older one than these was public before them.
  return draws.some(({ id }) => !isEventDraw(id) && id > draw);
}

/** Since the start of an event, draws of a room that draws at random have taken its draw's place in the snapshot. */
function isPushedOut({ draws, takenAt }: RoomSnapshot, { event_start_time }: RoomEventView) {
  const hasBeenMade = takenAt > Date.parse(event_start_time) + PUBLIC_AFTER_MS;
  return hasBeenMade && draws.length >= DRAWS_KEPT && !draws.some(({ id }) => isEventDraw(id));
}

function isEventDraw(draw: number): boolean {
  return draw >= eventDrawId(0);
}
