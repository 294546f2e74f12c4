import { Gauge, type Registry } from 'prom-client';
import type { RoomSnapshots } from './room-snapshots.ts';

type Deps = { registry: Registry; snapshots: RoomSnapshots };

/**
 * The snapshots, with how long ago this origin last gave them to an edge: all waiting visitors go by
 * what an edge heard last. Not told before the first time.
 */
export function measureSnapshots({ registry, snapshots }: Deps): RoomSnapshots {
  let givenAt: number | undefined;
  const age = new Gauge({
    name: 'frontrow_room_snapshot_age_seconds',
    help: 'Since this origin last gave the rooms to an edge; take min over the origins',
    registers: [registry],
    collect() {
      age.reset();
      if (givenAt === undefined) {
        age.remove();
        return;
      }
      age.set((performance.now() - givenAt) / 1000);
    },
  });
  return async () => {
    const given = await snapshots();
    givenAt = performance.now();
    return given;
  };
}
