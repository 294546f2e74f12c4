import { Counter, Gauge, type Registry } from 'prom-client';
import type { RoomNames } from '../settings/room-names.ts';
import type { ControlStore } from './control-store.ts';

type Deps = { registry: Registry; control: ControlStore; roomNames: RoomNames };

/** What the controllers do, read from Redis at the scrape; every origin tells the same. */
export function registerControlMetrics({ registry, control, roomNames }: Deps): void {
  const limits = new Gauge({
    name: 'frontrow_room_limit',
    help: 'The bound in force of a room that is controlled; the same from every origin: take max, not sum',
    labelNames: ['room', 'kind'],
    registers: [registry],
    async collect() {
      const all = await ofEachRoom((room) => control.read(room));
      limits.reset();
      for (const [room, { latest }] of all) {
        if (latest !== null) {
          limits.set({ room, kind: 'active_users' }, latest.limits.activeUsers);
          limits.set({ room, kind: 'users_per_minute' }, latest.limits.usersPerMinute);
        }
      }
    },
  });
  const steps = new Counter({
    name: 'frontrow_room_controller_steps_total',
    help: "Steps of a room's controller, by reason; the same from every origin: take max, not sum",
    labelNames: ['room', 'reason'],
    registers: [registry],
    async collect() {
      const all = await ofEachRoom((room) => control.counts(room));
      steps.reset();
      for (const [room, counts] of all) {
        counts.forEach((count, reason) => steps.inc({ room, reason }, count));
      }
    },
  });

  /** Nothing is told of a room that cannot be read; everything else still is. */
  async function ofEachRoom<T>(read: (room: string) => Promise<T>): Promise<[string, T][]> {
    const names = await roomNames().catch(() => []);
    const outcomes = await Promise.allSettled(names.map(read));
    return outcomes.flatMap((outcome, index): [string, T][] =>
      outcome.status === 'fulfilled' ? [[names[index] ?? '', outcome.value]] : [],
    );
  }
}
