import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppError,
  createRoomFinder,
  type CoveredRoom,
  type FindRoom,
  type RoomRoute,
} from '@frontrow/protocol';
import type { KeptRooms } from './kept-rooms.ts';

type Deps = {
  /** From MySQL. */
  readRooms: () => Promise<CoveredRoom[]>;
  /** What an origin last read, for one that starts while MySQL is away. */
  kept: KeptRooms;
};

export type Directory = {
  names: string[];
  has: (room: string) => boolean;
  routesOf: (room: string) => readonly RoomRoute[];
  findRoom: FindRoom;
};

export type RoomDirectory = ReturnType<typeof createRoomDirectory>;

/** With the second for which the edge keeps a snapshot, a change is everywhere within two. */
const FRESH_MS = 500;
/** What a request waits for a slow MySQL. */
const PATIENCE_MS = 500;

/** Which rooms there are and what they cover, half a second old at most; while MySQL is away, as last seen. */
export function createRoomDirectory({ readRooms, kept }: Deps) {
  let known: { directory: Directory; asOf: number } | undefined;
  let reading: { done: Promise<void>; since: number } | undefined;

  /** One at a time, and never failing: what is known stays where MySQL does not answer. */
  function beginReading() {
    const since = performance.now();
    const own = { since, done: Promise.resolve() };
    own.done = readRooms().then(
      (rooms) => end(own, { directory: toDirectory(rooms), asOf: since }, rooms),
      () => end(own, known && { ...known, asOf: performance.now() }),
    );
    return own;
  }

  function end(own: typeof reading, found: typeof known, rooms?: CoveredRoom[]): void {
    if (reading !== own) {
      // Begun before a change that was made here.
      return;
    }
    reading = undefined;
    known = found;
    if (rooms !== undefined) {
      kept.save(rooms);
    }
  }

  return {
    async current(): Promise<Directory> {
      if (known !== undefined && performance.now() - known.asOf < FRESH_MS) {
        return known.directory;
      }
      reading ??= beginReading();
      await Promise.race([reading.done, patience(reading.since)]);
      known ??= await lastResort(kept);
      return known.directory;
    },

    /** After a change made here: the next look reads it. */
    renew(): void {
      reading = undefined;
      if (known !== undefined) {
        known.asOf = Number.NEGATIVE_INFINITY;
      }
    },
  };
}

/** Without the routes nobody can be judged: fails closed where neither MySQL nor Redis tells them. */
async function lastResort(kept: KeptRooms) {
  const rooms = await kept.read();
  if (rooms === undefined) {
    throw new AppError('room_unavailable', 'The rooms cannot be read just now.', {
      retryAfterSeconds: 2,
    });
  }
  return { directory: toDirectory(rooms), asOf: performance.now() };
}

function patience(since: number): Promise<void> {
  const leftMs = Math.max(0, PATIENCE_MS - (performance.now() - since));
  return sleep(leftMs, undefined, { ref: false });
}

function toDirectory(rooms: CoveredRoom[]): Directory {
  const routes = new Map(rooms.map((one) => [one.room, one.routes]));
  return {
    names: [...routes.keys()],
    has: (room) => routes.has(room),
    routesOf: (room) => routes.get(room) ?? [],
    findRoom: createRoomFinder(rooms),
  };
}
