import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../start-failure.ts';
import { killGroup } from './kill-group.ts';
import { forgetProcess, recordProcess } from './process-record.ts';
import { waitUntil } from './wait-until.ts';

export type ProcessSpec = {
  /** Unique within the data directory; names the log file. */
  name: string;
  command: string;
  args: readonly string[];
  dataDir: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** How long SIGTERM may take before SIGKILL. */
  stopWithinMs?: number;
};

export type ManagedProcess = {
  pid: number | undefined;
  logFile: string;
  /** Resolves, never rejects, with how it ended: `code 1`, `signal SIGKILL`, or why it never ran. */
  exited: Promise<string>;
  hasExited: () => boolean;
  lastLines: () => string;
  stop: () => Promise<void>;
};

const LAST_LINE_COUNT = 12;
const running = new Set<ChildProcess>();

process.once('exit', () => {
  running.forEach((child) => killGroup(child.pid));
});

/**
 * Starts a child whose output goes straight to its log file and who can outlive nobody by accident: it is
 * recorded for the next start, and killed when this process exits in whatever way lets it run a last line.
 * The child has a process group of its own, so that Ctrl-C reaches the launcher alone, which stops in order.
 */
export function startProcess(spec: ProcessSpec, { append = false } = {}): ManagedProcess {
  const logFile = logFileOf(spec);
  const output = openSync(logFile, append ? 'a' : 'w');
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env ?? process.env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  if (child.pid !== undefined) {
    recordProcess(spec.dataDir, spec.name, child.pid);
  }
  let hasExited = false;
  running.add(child);
  const exited = endOf(child).then((reason) => {
    hasExited = true;
    running.delete(child);
    // What it started and left behind.
    killGroup(child.pid);
    forgetProcess(spec.dataDir, spec.name);
    return reason;
  });
  return {
    pid: child.pid,
    logFile,
    exited,
    hasExited: () => hasExited,
    lastLines: () => lastLinesOf(logFile),
    stop: () => stopChild(child, exited, spec.stopWithinMs ?? 10_000),
  };
}

/** Waits for a child to become ready; ends it and throws one message with its last lines when it does not. */
export async function untilReady(
  { name }: ProcessSpec,
  managed: ManagedProcess,
  ready: { isReady: () => Promise<boolean>; withinMs: number },
): Promise<void> {
  const isReady = await waitUntil(
    async () => managed.hasExited() || (await ready.isReady()),
    ready,
  );
  if (isReady && !managed.hasExited()) {
    return;
  }
  const what = managed.hasExited()
    ? `${name} ended before it was ready (${await managed.exited})`
    : `${name} was not ready within ${ready.withinMs / 1000} s`;
  await managed.stop();
  throw new StartFailure(`${what}. The last lines of ${managed.logFile}:\n${managed.lastLines()}`);
}

function logFileOf({ dataDir, name }: ProcessSpec): string {
  const logDir = join(dataDir, 'logs');
  mkdirSync(logDir, { recursive: true });
  return join(logDir, `${name}.log`);
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}

async function stopChild(
  child: ChildProcess,
  exited: Promise<string>,
  withinMs: number,
): Promise<void> {
  child.kill('SIGTERM');
  const deadline = setTimeout(() => killGroup(child.pid), withinMs);
  await exited;
  clearTimeout(deadline);
}

function lastLinesOf(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LAST_LINE_COUNT);
  return lines.map((line) => `  ${line}`).join('\n');
}
