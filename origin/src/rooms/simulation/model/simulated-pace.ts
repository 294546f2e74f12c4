/** As in `store/lua/pace.lua`. */
const BURST_SECONDS = 2;
const COHORT_MS = 4000;
const COHORTS = 16;
const DECIDED_DELAYS = 3;
const LEAST_DECIDED_MS = 5000;
const MOST_DECIDED_MS = 40_000;
const PRIOR_CALLS = 4;
const DELAY_WEIGHT = 0.05;
const LEAST_SHOW_UP = 0.1;
const MINUTE_MS = 60_000;

/** Lua writes a number with 14 digits; where a floor stands on it, the fifteenth would decide. */
const kept = (value: number): number => Number(value.toPrecision(14));

type Cohort = { id: number; called: number; came: number };

/** The token bucket of entries, and what is learnt of those who are called: how many come, and how soon. */
export function createSimulatedPace(usersPerMinute: number, startMs: number) {
  const cohorts: Cohort[] = Array.from({ length: COHORTS }, () => ({ id: 0, called: 0, came: 0 }));
  let showUp = 1;
  let claimDelayMs = 0;
  let credit = Math.max(1, usersPerMinute / 60);
  let creditAt = startMs;

  function addToCohort(at: number, called: number, came: number): void {
    const id = Math.floor(at / COHORT_MS);
    const known = cohorts[id % COHORTS];
    if (known?.id === id) {
      known.called += called;
      known.came += came;
    } else if (called > 0 && id > (known?.id ?? 0)) {
      cohorts[id % COHORTS] = { id, called, came };
    }
  }

  return {
    hope: () => ({ showUp, claimDelayMs }),
    addCalls: (now: number, calls: number): void => addToCohort(now, calls, 0),

    /** Of the cohorts that have had their time: they compare the same people. */
    learnShowUp(now: number): void {
      const decidedMs = Math.max(LEAST_DECIDED_MS, DECIDED_DELAYS * claimDelayMs);
      const youngest = Math.floor((now - Math.min(MOST_DECIDED_MS, decidedMs)) / COHORT_MS) - 1;
      const oldest = Math.floor(now / COHORT_MS) - COHORTS + 1;
      let called = PRIOR_CALLS;
      let came = PRIOR_CALLS * showUp;
      for (const cohort of cohorts) {
        const counts = cohort.id >= oldest && cohort.id <= youngest;
        called += counts ? cohort.called : 0;
        came += counts ? cohort.came : 0;
      }
      showUp = kept(Math.max(LEAST_SHOW_UP, Math.min(1, came / called)));
    },

    learnDoor(now: number, calledAt: number): void {
      addToCohort(calledAt, 0, 1);
      claimDelayMs = kept(claimDelayMs + (now - calledAt - claimDelayMs) * DELAY_WEIGHT);
    },

    /** Entries that the pace allows now, at the rate in force. */
    creditAt(now: number, rate: number): number {
      const burst = Math.max(1, (rate / 60) * BURST_SECONDS);
      return Math.min(burst, credit + Math.max(0, ((now - creditAt) * rate) / MINUTE_MS));
    },

    /** A call costs the entries that it is expected to bring. */
    spend(now: number, calls: number, creditThen: number): void {
      credit = kept(creditThen - calls * showUp);
      creditAt = now;
    },
  };
}
