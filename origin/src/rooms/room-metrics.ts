import type { RoomSnapshot } from '@frontrow/protocol';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Rooms } from './rooms.ts';
import type { RoomNames } from './settings/room-names.ts';

type Deps = { registry: Registry; rooms: Pick<Rooms, 'snapshot'>; roomNames: RoomNames };

type Value = { labels: Record<string, string>; value: number };
type Shown = {
  name: string;
  help: string;
  labels: readonly string[];
  read: (snapshot: RoomSnapshot) => Value[];
};

/** Longer than a scrape takes, shorter than the time between two. */
const SCRAPE_MS = 500;

const GAUGES: readonly Shown[] = [
  {
    name: 'frontrow_room_visitors',
    help: 'Visitors of a room, by state',
    labels: ['room', 'state'],
    read: ({ waiting, called, active }) =>
      Object.entries({ waiting, called, active }).map(([state, value]) => ({
        labels: { state },
        value,
      })),
  },
  {
    name: 'frontrow_room_eta_coverage',
    help: 'Share of the visitors who were in by the latest time that they had first been told',
    labels: ['room'],
    read: ({ totals: { etaEarly, etaWithin, etaLate } }) => {
      const judged = etaEarly + etaWithin + etaLate;
      return judged === 0 ? [] : [{ labels: {}, value: (etaEarly + etaWithin) / judged }];
    },
  },
  {
    name: 'frontrow_room_flow',
    help: 'entries_per_second, show_up (share of the called who come), claim_delay_seconds',
    labels: ['room', 'measure'],
    read: ({ flow }) => [
      { labels: { measure: 'entries_per_second' }, value: flow.entriesPerSecond },
      { labels: { measure: 'show_up' }, value: flow.showUp },
      { labels: { measure: 'claim_delay_seconds' }, value: flow.claimDelayMs / 1000 },
    ],
  },
];

/**
 * What the rooms are like, read from Redis when an origin is scraped. All origins tell the same
 * numbers, so a query over several takes their maximum; the totals begin anew with a new epoch.
 */
export function registerRoomMetrics({ registry, rooms, roomNames }: Deps): void {
  const read = createReading({ rooms, roomNames });
  for (const shown of GAUGES) {
    registerGauge(registry, shown, read);
  }
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
}

function registerGauge(registry: Registry, shown: Shown, read: () => Promise<RoomSnapshot[]>) {
  const gauge = new Gauge({
    name: shown.name,
    help: `${shown.help}; the same from every origin: take max, not sum`,
    labelNames: shown.labels,
    registers: [registry],
    async collect() {
      const snapshots = await read();
      gauge.reset();
      for (const snapshot of snapshots) {
        for (const { labels, value } of shown.read(snapshot)) {
          gauge.set({ room: snapshot.room, ...labels }, value);
        }
      }
    },
  });
}

/** One reading for all metrics of a scrape. Nothing is told of a room that cannot be read; all else still is. */
function createReading({ rooms, roomNames }: Pick<Deps, 'rooms' | 'roomNames'>) {
  let reading: { at: number; rooms: Promise<RoomSnapshot[]> } | undefined;

  async function readNow(): Promise<RoomSnapshot[]> {
    const names = await roomNames().catch(() => []);
    const outcomes = await Promise.allSettled(names.map((name) => rooms.snapshot(name)));
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }

  return (): Promise<RoomSnapshot[]> => {
    const now = performance.now();
    if (reading === undefined || now - reading.at > SCRAPE_MS) {
      reading = { at: now, rooms: readNow() };
    }
    return reading.rooms;
  };
}
