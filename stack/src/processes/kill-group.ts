/**
 * Ends a child and whatever it started: each of our children leads a process group of its own.
 * The group keeps its number for as long as one of it lives, also when the leader is gone.
 */
export function killGroup(leader: number | undefined): void {
  try {
    process.kill(-Number(leader), 'SIGKILL');
  } catch {
    // Never started, or all gone already.
  }
}
