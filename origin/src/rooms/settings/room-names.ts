import type { RoomSettingsStore } from './room-settings-store.ts';

const FRESH_MS = 1_000;

export type RoomNames = () => Promise<string[]>;

/** Which rooms there are, at most a second old; while MySQL is away, the ones last seen. */
export function createRoomNames({ settings }: { settings: RoomSettingsStore }): RoomNames {
  let known: { names: string[]; readAt: number } | undefined;

  return async function roomNames() {
    if (known !== undefined && performance.now() - known.readAt < FRESH_MS) {
      return known.names;
    }
    try {
      const names = [...(await settings.all()).keys()];
      known = { names, readAt: performance.now() };
    } catch (error) {
      // Fail to the last known list: the line goes on without MySQL.
      if (known === undefined) {
        throw error;
      }
      known.readAt = performance.now();
    }
    return known.names;
  };
}
