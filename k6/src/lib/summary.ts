type Metric = { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> };
type Data = { metrics: Record<string, Metric>; state: { testRunDurationMs: number } };

const REMINDER =
  'Figures alone say nothing about seats and money: npm run load audits by itself, after k6 by hand run npm run audit.\n';

/** Figures for `npm run load`, which prints them and audits; by hand they go to the terminal. */
export function handleSummary({ metrics, state }: Data): Record<string, string> {
  const text = JSON.stringify({ metrics, seconds: state.testRunDurationMs / 1000 }, null, 2);
  const file = __ENV['SUMMARY'];
  return file === undefined ? { stdout: `${text}\n${REMINDER}` } : { [file]: text };
}
