import type { RoomSnapshot } from '@frontrow/protocol';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Rooms } from './rooms.ts';
import type { RoomNames } from './settings/room-names.ts';

type Deps = { registry: Registry; rooms: Pick<Rooms, 'snapshot'>; roomNames: RoomNames };

const STATES = ['waiting', 'called', 'active'] as const;

/**
 * What the rooms are like, read from Redis when an origin is scraped. All origins tell the same
 * numbers, so a query over several takes their maximum; the totals begin anew with a new epoch.
 */
export function registerRoomMetrics({ registry, rooms, roomNames }: Deps): void {
  const visitors = new Gauge({
    name: 'frontrow_room_visitors',
    help: 'Visitors of a room, by state; the same from every origin: take max, not sum',
    labelNames: ['room', 'state'],
    registers: [registry],
    async collect() {
      const snapshots = await read();
      visitors.reset();
      for (const snapshot of snapshots) {
        for (const state of STATES) {
          visitors.set({ room: snapshot.room, state }, snapshot[state]);
        }
      }
    },
  });
  const events = new Counter({
    name: 'frontrow_room_events_total',
    help: 'Events of a room, by kind; the same from every origin: take max, not sum',
    labelNames: ['room', 'event'],
    registers: [registry],
    async collect() {
      const snapshots = await read();
      events.reset();
      for (const { room, totals } of snapshots) {
        for (const [event, total] of Object.entries(totals)) {
          events.inc({ room, event }, total);
        }
      }
    },
  });

  /** Nothing is told of a room that cannot be read; everything else still is. */
  async function read(): Promise<RoomSnapshot[]> {
    const names = await roomNames().catch(() => []);
    const outcomes = await Promise.allSettled(names.map((name) => rooms.snapshot(name)));
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }
}
