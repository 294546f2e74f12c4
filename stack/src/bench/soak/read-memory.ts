import { readFileSync } from 'node:fs';
import { readMetrics } from '../../origins/read-metrics.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What a process has in memory, MiB; undefined where the system does not tell. */
export function rssOf(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kib = /^VmRSS:\s+(?<kib>\d+) kB$/m.exec(status)?.groups?.['kib'];
    return kib === undefined ? undefined : (Number(kib) * KIB) / MIB;
  } catch {
    // Not Linux.
    return undefined;
  }
}

/** By what the origin says of itself. */
export async function readOriginMemory(metricsUrl: string) {
  const samples = await readMetrics(metricsUrl);
  const of = (wanted: string) => samples.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    rssMib: of('process_resident_memory_bytes') / MIB,
    heapMib: of('nodejs_heap_size_used_bytes') / MIB,
    loopDelayP99Ms: of('nodejs_eventloop_lag_p99_seconds') * 1000,
  };
}
