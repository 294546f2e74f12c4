import type { OriginLoad, RoomLimits, RoomSettings, RoomSnapshot } from '@frontrow/protocol';
import type { Limits } from '../store/room-store.ts';
import type { ControlStore } from './control-store.ts';
import { decideLimits } from './decide-limits.ts';
import type { StockOf } from './stock.ts';

type Deps = {
  snapshot: (room: string) => Promise<RoomSnapshot>;
  readLoad: () => Promise<OriginLoad | undefined>;
  stockOf: StockOf;
  store: ControlStore;
  setLimits: (room: string, limits: Limits) => Promise<void>;
};

/** One step of a room's controller: reads, decides, writes down, and only then puts it into force. */
export function createControlRoom({ snapshot, readLoad, stockOf, store, setLimits }: Deps) {
  return async function controlRoom(room: string): Promise<void> {
    const { settings, active, takenAt } = await snapshot(room);
    const { serial, memory, latest } = await store.read(room);
    const isOff = latest === null || latest.reason === 'not_controlled';
    if (!settings.controlled && !settings.stock_limited && isOff) {
      return;
    }
    const stock = settings.stock_limited
      ? await stockOf(room, settings.total_active_users).catch(() => memory.stock ?? undefined)
      : undefined;
    const observed = { load: await readLoad(), active, now: takenAt };
    const decided = decideLimits(memory, settings, { ...observed, stock });
    const step = { ...decided.step, at: takenAt };
    const changed = JSON.stringify(step.limits) !== JSON.stringify(latest?.limits ?? null);
    if (await store.keep(room, serial, { memory: decided.memory, step, changed })) {
      await setLimits(room, belowSettings(step.limits, settings));
    }
  };
}

/** What only repeats the settings is no limit. */
function belowSettings(limits: RoomLimits, settings: RoomSettings): Limits {
  const { activeUsers, usersPerMinute, reason, soldOut } = limits;
  return {
    activeUsers: activeUsers < settings.total_active_users ? activeUsers : undefined,
    usersPerMinute: usersPerMinute < settings.new_users_per_minute ? usersPerMinute : undefined,
    reason,
    soldOut,
  };
}
