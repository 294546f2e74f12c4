import type { DrillStack } from './drill-stack.ts';

/** All requests that the origins have answered so far, by their own count. */
export async function originRequests({
  metricsUrls,
}: Pick<DrillStack, 'metricsUrls'>): Promise<number> {
  const counts = await Promise.all(
    metricsUrls.map(async (url) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return [...text.matchAll(/^frontrow_http_request_seconds_count\{.*\} (\d+)$/gm)]
        .map(([, count]) => Number(count))
        .reduce((sum, count) => sum + count, 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
