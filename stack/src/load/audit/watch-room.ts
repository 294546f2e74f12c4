import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSnapshot } from '@frontrow/protocol';

type Deps = { snapshot: () => Promise<RoomSnapshot | undefined> };

export type RoomSeen = {
  /** Of them, those that the room answered are readings. */
  tried: number;
  readings: number;
  mostActive: number;
  /** Readings with more visitors inside than the room holds. */
  aboveCapacity: number;
  /** Readings with more entries in the last minute than the rate allows. */
  aboveRate: number;
  /** Readings with a lower watermark than before in the same epoch. */
  watermarkBack: number;
};

const EACH_MS = 250;

/**
 * Reads the room during a run. Cap and rate are the settings': what the controller makes of them is lower. A cap
 * that is lowered during the run ends nobody's visit, so the highest one counts.
 */
export function watchRoom({ snapshot }: Deps) {
  const seen = {
    tried: 0,
    readings: 0,
    mostActive: 0,
    aboveCapacity: 0,
    aboveRate: 0,
    watermarkBack: 0,
  };
  const over = new AbortController();
  let cap = 0;
  let rate = 0;
  let before: RoomSnapshot | undefined;

  function look(room: RoomSnapshot): void {
    const { settings, active, entriesLastMinute, epoch, calledUpTo } = room;
    seen.readings += 1;
    seen.mostActive = Math.max(seen.mostActive, active);
    cap = Math.max(cap, settings.total_active_users);
    rate = Math.max(rate, settings.new_users_per_minute);
    const isGuarded = !settings.suspended && settings.queueing_method !== 'passthrough';
    seen.aboveCapacity += Number(isGuarded && active > cap);
    seen.aboveRate += Number(isGuarded && entriesLastMinute > rate);
    seen.watermarkBack += Number(before?.epoch === epoch && calledUpTo < before.calledUpTo);
    before = room;
  }

  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      // A reading that fails is one less: too few of them fail the audit.
      seen.tried += 1;
      const room = await snapshot().catch(() => undefined);
      if (room !== undefined) {
        look(room);
      }
      await sleep(EACH_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  }

  const watching = watch();
  return {
    async stop(): Promise<RoomSeen> {
      over.abort();
      await watching;
      return seen;
    },
  };
}
