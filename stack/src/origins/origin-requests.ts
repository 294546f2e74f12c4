import { readMetrics } from './read-metrics.ts';

/** Each request that an origin has answered is counted once, by its method, route and status. */
const COUNTED = 'frontrow_http_request_seconds_count';

/** What all origins have answered so far, by their own count, a number for each route. */
export async function requestsByRoute(
  metricsUrls: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const samples of await Promise.all(metricsUrls.map(readMetrics))) {
    for (const { name, labels, value } of samples) {
      if (name === COUNTED) {
        const route = labels['route'] ?? '';
        counts.set(route, (counts.get(route) ?? 0) + value);
      }
    }
  }
  return counts;
}

/** The same of all routes together. */
export async function originRequests(metricsUrls: readonly string[]): Promise<number> {
  const counts = await requestsByRoute(metricsUrls);
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
