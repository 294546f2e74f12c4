export type Point = { seconds: number; value: number };

export type Trend = {
  /** Of the middle third's mean, by least squares over the last two thirds. */
  percentAnHour: number;
  /** The last third's mean over the middle third's. */
  lastToMiddle: number;
};

/** Where a figure goes; the first third is left out: caches fill and code is compiled then. */
export function trendOf(points: readonly Point[], totalSeconds: number): Trend {
  const third = (from: number) =>
    points.filter(({ seconds }) => {
      const share = (seconds / totalSeconds) * 3;
      return share >= from && share < from + 1;
    });
  const [middle, last] = [third(1), third(2)];
  const middleMean = meanOf(middle.map(({ value }) => value));
  return {
    percentAnHour: ((slopeOf([...middle, ...last]) * 3600) / middleMean) * 100,
    lastToMiddle: meanOf(last.map(({ value }) => value)) / middleMean,
  };
}

/** A second. */
function slopeOf(points: readonly Point[]): number {
  const [meanX, meanY] = [
    meanOf(points.map(({ seconds }) => seconds)),
    meanOf(points.map(({ value }) => value)),
  ];
  const over = points.reduce(
    (sum, { seconds, value }) => sum + (seconds - meanX) * (value - meanY),
    0,
  );
  const under = points.reduce((sum, { seconds }) => sum + (seconds - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
