import { type Ask, type Kind, type Part, partOf, type Told } from '@frontrow/k6';
import { percentile } from '@frontrow/origin/percentile';

/**
 * Times are from when a request was to be sent, not from when the driver came to it. Those of k6 are from its sending,
 * without the opening of a connection where there is none yet.
 */
export type Figures = {
  calls: number;
  failed: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  mostMs: number;
};

export const NOTHING: Figures = { calls: 0, failed: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, mostMs: 0 };

export type RunFigures = {
  driver: 'node' | 'k6';
  seconds: number;
  /** All of them, those whom the driver could not send too. */
  visitors: number;
  unsent: number;
  bookings: number;
  /** Visits that ended without a seat, by why. */
  left: Record<string, number>;
  byKind: Partial<Record<Kind, Figures>>;
  byName: Record<string, Figures>;
  /** Business calls by the third of the run in which they were due. */
  thirdsP95Ms: { first: number; last: number };
  /** Answers that no visit expects, such as `reserve 500`, and how often. */
  unexpected: Record<string, number>;
  /** How late the driver was with what it had to send; it is part of the times above. k6 does not tell. */
  behindP99Ms?: number;
};

type Answered = { ask: Pick<Ask, 'kind' | 'name' | 'expected'>; status: number };

type Times = {
  /** From when it was due to its answer. */
  tookMs: number;
  behindMs: number;
  dueAt: number;
};

export type Recorder = ReturnType<typeof createRecorder>;

/** `clock`: the run's start and end, on the clock of `performance.now()`. */
export function createRecorder(clock: { startedAt: number; overAt: number }) {
  const byKind = new Map<Kind, Series>();
  const byName = new Map<string, Series>();
  const left: Record<string, number> = {};
  const unexpected: Record<string, number> = {};
  const behind = createSeries();
  const thirds = new Map<Part, Series>();
  let bookings = 0;
  let visitors = 0;

  return {
    came: () => (visitors += 1),

    answered({ ask, status }: Answered, { tookMs, behindMs, dueAt }: Times): void {
      const isFailed = !ask.expected.includes(status);
      if (ask.kind === 'business') {
        const share = (dueAt - clock.startedAt) / (clock.overAt - clock.startedAt);
        seriesOf(thirds, partOf(share)).add(tookMs, isFailed);
      }
      seriesOf(byKind, ask.kind).add(tookMs, isFailed);
      seriesOf(byName, ask.name).add(tookMs, isFailed);
      behind.add(behindMs, false);
      if (isFailed) {
        const what = `${ask.name} ${status === 0 ? 'unanswered' : status}`;
        unexpected[what] = (unexpected[what] ?? 0) + 1;
      }
    },

    told(told: Told): void {
      if (told.what === 'booked') {
        bookings += 1;
      } else if (told.what === 'left') {
        left[told.why] = (left[told.why] ?? 0) + 1;
      }
    },

    figures: (seconds: number): RunFigures => ({
      driver: 'node',
      seconds,
      visitors,
      unsent: 0,
      bookings,
      left,
      byKind: figuresOf(byKind),
      byName: figuresOf(byName),
      thirdsP95Ms: {
        first: seriesOf(thirds, 'first').figures().p95Ms,
        last: seriesOf(thirds, 'last').figures().p95Ms,
      },
      unexpected,
      behindP99Ms: behind.figures().p99Ms,
    }),
  };
}

type Series = ReturnType<typeof createSeries>;

function createSeries() {
  const times: number[] = [];
  let failed = 0;
  return {
    add(ms: number, isFailed: boolean): void {
      times.push(ms);
      failed += Number(isFailed);
    },
    figures(): Figures {
      const at = (share: number) => percentile(times, share);
      return {
        calls: times.length,
        failed,
        p50Ms: at(0.5),
        p95Ms: at(0.95),
        p99Ms: at(0.99),
        mostMs: at(1),
      };
    },
  };
}

function seriesOf<Key>(all: Map<Key, Series>, key: Key): Series {
  const series = all.get(key) ?? createSeries();
  all.set(key, series);
  return series;
}

function figuresOf<Key extends string>(all: Map<Key, Series>) {
  const entries = [...all].map(([key, series]) => [key, series.figures()]);
  return Object.fromEntries(entries) as Record<Key, Figures>;
}
