import type { Arrival, Place, RoomSettings, RoomSnapshot } from '@frontrow/protocol';
import type { Redis } from 'ioredis';
import { unlessClosed } from './room-closed.ts';
import { createRoomEndings } from './room-endings.ts';
import { roomKeys } from './room-keys.ts';
import { defineRoomScripts, type RoomScripts } from './room-scripts.ts';

type Deps = { redis: Redis; keyPrefix: string; scripts?: RoomScripts };

export type VersionedSettings = { version: number; settings: RoomSettings };

/** Where a room starts from. `graceMs`: how long nobody is called after it opened. */
type Opening = VersionedSettings & {
  epoch: number;
  issued: number;
  calledUpTo: number;
  graceMs: number;
};

export type EnterOutcome = Exclude<Awaited<ReturnType<RoomScripts['enter']>>, { kind: 'closed' }>;
export type RoomStore = ReturnType<typeof createRoomStore>;

const MOST_CALLS_A_TICK = 1000;

/** The room in Redis: each operation is one script, atomic and safe to repeat. */
export function createRoomStore({ redis, keyPrefix, scripts = defineRoomScripts() }: Deps) {
  const keysOf = (room: string) => roomKeys(keyPrefix, room);

  return {
    ...createRoomEndings({ redis, keyPrefix, scripts }),

    /** Returns the epoch in force, which is another one where somebody was faster. */
    open(room: string, opening: Opening): Promise<number> {
      const { epoch, issued, calledUpTo, graceMs } = opening;
      const args = [epoch, issued, calledUpTo, graceMs, ...settingsArgs(opening)];
      return scripts.open(redis, keysOf(room), args);
    },

    /** Puts newer settings into force; true when they were. */
    async configure(room: string, settings: VersionedSettings): Promise<boolean> {
      return (await scripts.configure(redis, keysOf(room), settingsArgs(settings))) === 1;
    },

    /** `calledUpTo`: the watermark that an edge saw in the epoch before, when old places come back. */
    async arrive(room: string, arrivals: Arrival[], calledUpTo?: number) {
      if (calledUpTo !== undefined) {
        unlessClosed(await scripts.witness(redis, keysOf(room), [calledUpTo]));
      }
      const args = arrivals.flatMap(({ id, number }) => [id, number ?? '']);
      return unlessClosed(await scripts.arrive(redis, keysOf(room), args));
    },

    /** Returns how many visitors this tick called. */
    async advance(room: string): Promise<number> {
      const reply = await scripts.advance(redis, keysOf(room), [MOST_CALLS_A_TICK]);
      return unlessClosed(reply).called;
    },

    /** `hasSession`: the visitor holds a valid room session of this place. */
    async enter(
      room: string,
      place: Place | undefined,
      hasSession: boolean,
    ): Promise<EnterOutcome> {
      const args = [place?.id ?? '', place?.number ?? 0, place?.epoch ?? 0, hasSession ? 1 : 0];
      return unlessClosed(await scripts.enter(redis, keysOf(room), args));
    },

    async snapshot(room: string): Promise<RoomSnapshot> {
      const reply = await scripts.snapshot(redis, keysOf(room), []);
      return { room, ...unlessClosed(reply).snapshot };
    },
  };
}

/** In the order that `open.lua` and `configure.lua` document. */
function settingsArgs({ version, settings }: VersionedSettings): (string | number)[] {
  return [version, JSON.stringify(settings)];
}
