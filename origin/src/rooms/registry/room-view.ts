import type { RoomAdminView, RoomSnapshot } from '@frontrow/protocol';
import type { Rooms } from '../rooms.ts';
import type { RoomSettingsStore } from '../settings/room-settings-store.ts';
import type { VersionedSettings } from '../store/room-store.ts';
import type { RegisteredRoom } from './covered-rooms.ts';
import type { RoomRegistry } from './room-registry.ts';

type Deps = {
  rooms: Pick<Rooms, 'snapshot'>;
  settings: Pick<RoomSettingsStore, 'all' | 'of'>;
  registry: Pick<RoomRegistry, 'all'>;
};

export type RoomView = ReturnType<typeof createRoomView>;

/** The operator's view of rooms: settings, routes, and how they stand. */
export function createRoomView({ rooms, settings, registry }: Deps) {
  return {
    async of(room: string): Promise<RoomAdminView> {
      const versioned = await settings.of(room);
      return view(room, versioned, (await registry.all()).get(room));
    },

    async all(): Promise<RoomAdminView[]> {
      const registered = await registry.all();
      return Promise.all(
        [...(await settings.all())].map(([room, versioned]) =>
          view(room, versioned, registered.get(room)),
        ),
      );
    },
  };

  async function view(
    room: string,
    { version, settings: current }: VersionedSettings,
    registered: RegisteredRoom | undefined,
  ): Promise<RoomAdminView> {
    const { concertId = null, given: routes = [] } = registered ?? {};
    const live = await liveOrNull(room);
    return { room, settings: current, settingsVersion: version, concertId, routes, live };
  }

  /** Fails to null, not to an error: the operator must reach the settings while Redis is away. */
  function liveOrNull(room: string): Promise<RoomSnapshot | null> {
    return rooms.snapshot(room).catch(() => null);
  }
}
