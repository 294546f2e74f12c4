import { MAIN_ROOM, type RoomSnapshot } from '@frontrow/protocol';

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

/** The room that guards a path. One room covers everything that is guarded so far. */
export function roomFor(_path: string, view: RoomsView): Room {
  return roomOf(MAIN_ROOM, view);
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
