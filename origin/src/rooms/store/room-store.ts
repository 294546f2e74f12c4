import type { LimitReason, RoomEventView, RoomSettings, RoomSnapshot } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import { unlessClosed } from './room-closed.ts';
import { createRoomEndings } from './room-endings.ts';
import { roomKeys } from './room-keys.ts';
import { createRoomLine } from './room-line.ts';
import { type KeptDraws, NO_DRAWS } from './room-reading.ts';
import { defineRoomScripts, type RoomScripts } from './room-scripts.ts';

type Deps = { redis: RedisClient; keyPrefix: string; scripts?: RoomScripts };

/** An event as Redis needs it; times in ms since 1970. */
export type EventInForce = {
  view: Omit<RoomEventView, 'phase'>;
  /** Equal to `startAt` without a pre-queue. */
  prequeueAt: number;
  startAt: number;
  /** The id of its draw: the same in every epoch. */
  draw: number;
  /** Hex; empty where the tickets are not shuffled. */
  key: string;
  commitment: string;
};

export type VersionedSettings = {
  /** Of the room's row, which operators see and name in If-Match. */
  version: number;
  settings: RoomSettings;
  event?: EventInForce | undefined;
  /** What makes them newer than others where more than the row counts; see `isNewer` in room.lua. */
  order?: { edits: number; boundaryMs: number } | undefined;
};

/** Where a room starts from. `graceMs`: how long nobody is called after it opened. `inside`: how many were, before. */
type Opening = VersionedSettings & {
  epoch: number;
  issued: number;
  calledUpTo: number;
  graceMs: number;
  inside?: number;
  draws?: KeptDraws;
};

export type Limits = {
  activeUsers: number | undefined;
  usersPerMinute: number | undefined;
  reason: LimitReason | null;
  soldOut: boolean;
};

export type RoomStore = ReturnType<typeof createRoomStore>;

/** The room in Redis: each operation is one script, atomic and safe to repeat. */
export function createRoomStore({ redis, keyPrefix, scripts = defineRoomScripts() }: Deps) {
  const keysOf = (room: string) => roomKeys(keyPrefix, room);

  return {
    ...createRoomLine({ redis, keyPrefix, scripts }),
    ...createRoomEndings({ redis, keyPrefix, scripts }),

    /** Returns the epoch in force, which is another one where somebody was faster. */
    open(room: string, opening: Opening): Promise<number> {
      const { epoch, issued, calledUpTo, graceMs, inside = 0, draws = NO_DRAWS } = opening;
      const start = [epoch, issued, calledUpTo, graceMs];
      const args = [...start, ...settingsArgs(opening), JSON.stringify(draws), inside];
      return scripts.open(redis, keysOf(room), args);
    },

    /** Puts newer settings into force; true when they were. */
    async configure(room: string, settings: VersionedSettings): Promise<boolean> {
      return (await scripts.configure(redis, keysOf(room), settingsArgs(settings))) === 1;
    },

    /** Holds the room below its settings; nothing but undefined lets it go. */
    async limit(room: string, { activeUsers, usersPerMinute, reason, soldOut }: Limits) {
      const args = [activeUsers ?? '', usersPerMinute ?? '', reason ?? '', soldOut ? 1 : 0];
      unlessClosed(await scripts.limit(redis, keysOf(room), args));
    },

    /** The room as it is, with what only a checkpoint needs to know of its draws. */
    async read(room: string): Promise<{ snapshot: RoomSnapshot; draws: KeptDraws }> {
      const reply = await scripts.snapshot(redis, keysOf(room), []);
      const { snapshot, draws } = unlessClosed(reply).reading;
      return { snapshot: { room, ...snapshot }, draws };
    },

    async snapshot(room: string): Promise<RoomSnapshot> {
      return (await this.read(room)).snapshot;
    },
  };
}

/** In the order that `open.lua` and `configure.lua` document. */
function settingsArgs(versioned: VersionedSettings): (string | number)[] {
  const { version, settings, event, order } = versioned;
  const { edits, boundaryMs } = order ?? { edits: version, boundaryMs: 0 };
  const eventJson = event === undefined ? '' : JSON.stringify(event);
  return [version, JSON.stringify(settings), eventJson, edits, boundaryMs];
}
