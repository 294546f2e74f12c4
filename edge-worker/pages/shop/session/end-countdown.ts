export type SessionView =
  /** Not inside as far as is known. */
  | { kind: 'none' }
  /** Inside, and for long enough not to speak of it. */
  | { kind: 'inside' }
  | { kind: 'ending'; secondsLeft: number; renews: boolean }
  | { kind: 'over' };

export type CountdownDeps = {
  show: (view: SessionView) => void;
  /** The page's own monotonic clock: the wall clock of the device is not asked. */
  now: () => number;
  /** Calls back once; a later call takes the place of an earlier one. */
  wakeAfter: (ms: number, work: () => void) => void;
};

const WARNING_MS = 60_000;
/** In rooms with short stays the warning does not fill all of it. */
const LEAST_WARNING_MS = 20_000;
const TICK_MS = 1_000;

export type EndCountdown = ReturnType<typeof createEndCountdown>;

/** Counts down to the end of a stay. `due` is called when the warning is to begin, and at the end. */
export function createEndCountdown({ show, now, wakeAfter }: CountdownDeps, due: () => void) {
  let view: SessionView = { kind: 'none' };
  let endsAt: number | undefined;
  let renews = false;
  let warningMs = WARNING_MS;

  function turn(next: SessionView): void {
    view = next;
    show(next);
  }

  function tick(): void {
    const leftMs = (endsAt ?? 0) - now();
    if (leftMs > warningMs) {
      turn({ kind: 'inside' });
      wakeAfter(leftMs - warningMs, due);
      return;
    }
    turn({ kind: 'ending', secondsLeft: Math.max(0, Math.ceil(leftMs / 1000)), renews });
    wakeAfter(TICK_MS, leftMs > 0 ? tick : due);
  }

  return {
    view: () => view,
    isRunning: () => endsAt !== undefined,
    isPast: () => endsAt !== undefined && now() >= endsAt,
    goOn: tick,

    begin(leftMs: number, doesRenew: boolean): void {
      const isLonger = endsAt === undefined || now() + leftMs > endsAt + TICK_MS;
      if (isLonger) {
        warningMs = Math.min(WARNING_MS, Math.max(LEAST_WARNING_MS, leftMs / 2));
      }
      endsAt = now() + leftMs;
      renews = doesRenew;
      tick();
    },

    stop(kind: 'none' | 'over'): void {
      endsAt = undefined;
      wakeAfter(0, () => undefined);
      turn({ kind });
    },
  };
}
