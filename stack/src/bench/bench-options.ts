import type { BenchStack } from './bench-stack.ts';

export type BenchOptions = {
  /** How long a round takes. */
  seconds: number;
  /** Rounds of each side, beside the one that warms up. */
  rounds: number;
  connections: number;
  /** Growth is measured at these: waiting visitors, and connections. */
  sizes: number[];
  /** Of the million that arrive. */
  visitors: number;
  /** Of the data at which growth over rows is measured. */
  scales: number[];
  /** So many share the load, one number after the other. */
  origins: number[];
  /** Of the soak. */
  minutes: number;
};
export type Bench = { stack: BenchStack; options: BenchOptions };
