import {
  createRoomFinder,
  MAIN_ROOM,
  type AskedFor,
  type FindRoom,
  type RoomSnapshot,
} from '@frontrow/protocol';

/** What the edge remembers of the origin's rooms, and for how long it has not heard of them. */
export type RoomsView = {
  rooms: ReadonlyMap<string, RoomSnapshot>;
  /** What was last heard of the epoch before. */
  before: ReadonlyMap<string, RoomSnapshot>;
  ageMs: number;
};

/** A room that a request belongs to; its snapshot is missing while the origin was never heard. */
export type Room = {
  id: string;
  snapshot: RoomSnapshot | undefined;
  before?: RoomSnapshot | undefined;
  ageMs: number;
};

/** The room that covers a request, and whether the buyers of every room are served there. */
export function roomFor(asked: AskedFor, view: RoomsView): { room: Room; isCommon: boolean } {
  const { room, isCommon } = finderOf(view.rooms)(asked);
  return { room: roomOf(room, view), isCommon };
}

/** One for as long as a set of snapshots lives. */
const finders = new WeakMap<RoomsView['rooms'], FindRoom>();

function finderOf(rooms: RoomsView['rooms']): FindRoom {
  const finder = finders.get(rooms) ?? createRoomFinder(rooms.values());
  finders.set(rooms, finder);
  return finder;
}

/** The room of a room call, or undefined where there is none of that name. */
export function roomNamed(id: string, view: RoomsView): Room | undefined {
  const snapshot = view.rooms.get(id);
  // The shop's room exists also while no snapshot does: its visitors are told that their place is kept.
  const exists = snapshot !== undefined || id === MAIN_ROOM;
  return exists ? roomOf(id, view) : undefined;
}

function roomOf(id: string, { rooms, before, ageMs }: RoomsView): Room {
  return { id, snapshot: rooms.get(id), before: before.get(id), ageMs };
}
