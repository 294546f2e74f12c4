import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's clock. */
const TICK_MS = 10;

/** What a process has had of the processor so far, ms; undefined where the system does not tell. */
export function cpuMsOf(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    // Not Linux.
    return undefined;
  }
}
