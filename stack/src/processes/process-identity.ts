import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from a later one that was given the same pid: when it started.
 * `undefined` when no such process lives (a zombie does not).
 */
export function readProcessIdentity(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses: count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const startedAtTick = fields[19];
    if (state === 'Z' || state === 'X' || startedAtTick === undefined) {
      return undefined;
    }
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startedAtTick}`;
  } catch {
    // No such process, which is the answer.
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    const output = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, state = '', startedAt = ''] = /^\s*(\S+)\s+(.*?)\s*$/m.exec(output) ?? [];
    return startedAt === '' || state.startsWith('Z') ? undefined : startedAt;
  } catch {
    // ps ends with 1 for an unknown pid.
    return undefined;
  }
}
