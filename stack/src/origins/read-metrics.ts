export type Sample = { name: string; labels: Record<string, string>; value: number };

/** What a process tells on its metrics port. */
export async function readMetrics(metricsUrl: string): Promise<Sample[]> {
  const answer = await fetch(`${metricsUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${metricsUrl}/metrics was answered ${answer.status}: ${text.slice(0, 300)}`);
  }
  return parseMetrics(text);
}

const LINE = /^(?<name>[a-z_:][\w:]*)(?:\{(?<labels>[^}]*)\})? (?<value>\S+)$/i;

export function parseMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const { name, labels = '', value } = LINE.exec(line)?.groups ?? {};
    return name === undefined ? [] : [{ name, labels: labelsOf(labels), value: Number(value) }];
  });
}

function labelsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}
