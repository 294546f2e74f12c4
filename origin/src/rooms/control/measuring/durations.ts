/** Bucket k reaches up to 2^(k/4) ms: a percentile is right to a tenth or so, and counts of several origins add up. */
const STEPS_PER_DOUBLING = 4;
/** The last one takes everything over a minute. */
const BUCKETS = 65;

/** Counts by bucket; what is missing at the end is 0. */
export type Durations = number[];

const boundOf = (bucket: number): number => 2 ** (bucket / STEPS_PER_DOUBLING);

export function addDuration(durations: Durations, ms: number): void {
  const bucket = Math.ceil(Math.log2(Math.max(1, ms)) * STEPS_PER_DOUBLING);
  const index = Math.min(BUCKETS - 1, bucket);
  while (durations.length <= index) {
    durations.push(0);
  }
  durations[index] = (durations[index] ?? 0) + 1;
}

export function mergeDurations(all: Durations[]): Durations {
  const length = Math.max(0, ...all.map((durations) => durations.length));
  return Array.from({ length }, (_, bucket) =>
    all.reduce((sum, durations) => sum + (durations[bucket] ?? 0), 0),
  );
}

/** In ms; 0 where there are none. */
export function percentileOf(durations: Durations, share: number): number {
  const wanted = durations.reduce((sum, count) => sum + count, 0) * share;
  let seen = 0;
  for (const [bucket, count] of durations.entries()) {
    if (count > 0 && seen + count >= wanted) {
      const from = bucket === 0 ? 0 : boundOf(bucket - 1);
      return from + (boundOf(bucket) - from) * ((wanted - seen) / count);
    }
    seen += count;
  }
  return 0;
}
