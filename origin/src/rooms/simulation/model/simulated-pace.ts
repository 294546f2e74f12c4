/** As in `store/lua/pace.lua`. */
const BURST_SECONDS = 2;
const LEARNING_WEIGHT = 0.02;
const LEAST_SHOW_UP = 0.1;
const MINUTE_MS = 60_000;

/** The token bucket of entries, and what is learnt of those who are called: how many come, and how soon. */
export function createSimulatedPace(usersPerMinute: number, startMs: number) {
  let showUp = 1;
  let claimDelayMs = 0;
  let credit = Math.max(1, usersPerMinute / 60);
  let creditAt = startMs;

  function learnShowUp(came: number, lapsed: number): void {
    const kept = (1 - LEARNING_WEIGHT) ** (came + lapsed);
    const share = came / (came + lapsed);
    showUp = Math.max(LEAST_SHOW_UP, showUp * kept + share * (1 - kept));
  }

  return {
    showUp: (): number => showUp,
    claimDelayMs: (): number => claimDelayMs,

    learnEntry(delayMs: number): void {
      learnShowUp(1, 0);
      claimDelayMs += (delayMs - claimDelayMs) * LEARNING_WEIGHT;
    },

    learnLapses(lapsed: number): void {
      if (lapsed > 0) {
        learnShowUp(0, lapsed);
      }
    },

    /** Entries that the pace allows now, at the rate in force. */
    creditAt(now: number, rate: number): number {
      const burst = Math.max(1, (rate / 60) * BURST_SECONDS);
      return Math.min(burst, credit + Math.max(0, ((now - creditAt) * rate) / MINUTE_MS));
    },

    /** A call costs the entries that it is expected to bring. */
    spend(now: number, calls: number, creditThen: number): void {
      credit = creditThen - calls * showUp;
      creditAt = now;
    },
  };
}
