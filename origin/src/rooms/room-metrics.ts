import type { RoomSnapshot } from '@frontrow/protocol';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Rooms } from './rooms.ts';
import type { RoomNames } from './settings/room-names.ts';

type Deps = { registry: Registry; rooms: Pick<Rooms, 'snapshot'>; roomNames: RoomNames };

/** Longer than a scrape takes, shorter than the time between two. */
const SCRAPE_MS = 500;
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

  const coverage = new Gauge({
    name: 'frontrow_room_eta_coverage',
    help: 'Share of the visitors who were in by the latest time that they had first been told; take max',
    labelNames: ['room'],
    registers: [registry],
    async collect() {
      coverage.reset();
      for (const { room, totals } of await read()) {
        const { etaEarly, etaWithin, etaLate } = totals;
        const judged = etaEarly + etaWithin + etaLate;
        if (judged > 0) {
          coverage.set({ room }, (etaEarly + etaWithin) / judged);
        }
      }
    },
  });
  const flow = new Gauge({
    name: 'frontrow_room_flow',
    help: 'How the line moves: entries_per_second, show_up (share of the called who come), claim_delay_seconds',
    labelNames: ['room', 'measure'],
    registers: [registry],
    async collect() {
      flow.reset();
      for (const { room, flow: measured } of await read()) {
        const { entriesPerSecond, showUp, claimDelayMs } = measured;
        flow.set({ room, measure: 'entries_per_second' }, entriesPerSecond);
        flow.set({ room, measure: 'show_up' }, showUp);
        flow.set({ room, measure: 'claim_delay_seconds' }, claimDelayMs / 1000);
      }
    },
  });

  let reading: { at: number; rooms: Promise<RoomSnapshot[]> } | undefined;

  /** One reading for all metrics of a scrape. */
  function read(): Promise<RoomSnapshot[]> {
    const now = performance.now();
    if (reading === undefined || now - reading.at > SCRAPE_MS) {
      reading = { at: now, rooms: readNow() };
    }
    return reading.rooms;
  }

  /** Nothing is told of a room that cannot be read; everything else still is. */
  async function readNow(): Promise<RoomSnapshot[]> {
    const names = await roomNames().catch(() => []);
    const outcomes = await Promise.allSettled(names.map((name) => rooms.snapshot(name)));
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }
}
