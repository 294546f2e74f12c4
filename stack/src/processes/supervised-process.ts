import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import {
  type ManagedProcess,
  type ProcessSpec,
  startProcess,
  untilReady,
} from './managed-process.ts';

type Options = {
  spec: ProcessSpec;
  isReady: () => Promise<boolean>;
  readyWithinMs: number;
  log: Log;
};

export type SupervisedProcess = {
  name: string;
  /** Of the running child; changes with a restart. */
  pid: () => number | undefined;
  logFile: string;
  stop: () => Promise<void>;
};

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 10_000;
/** A child that ran this long was healthy: its next end starts the back-off anew. */
const HEALTHY_AFTER_MS = 30_000;

/** Starts a child and waits until it is ready; from then on an unexpected end is reported and it starts again. */
export async function superviseProcess(options: Options): Promise<SupervisedProcess> {
  const { spec } = options;
  const supervision: Supervision = { current: startProcess(spec), stopping: new AbortController() };
  await untilReady(spec, supervision.current, {
    isReady: options.isReady,
    withinMs: options.readyWithinMs,
  });
  const watching = keepRunning(options, supervision);
  return {
    name: spec.name,
    pid: () => supervision.current.pid,
    logFile: supervision.current.logFile,
    stop: async () => {
      supervision.stopping.abort();
      await supervision.current.stop();
      await watching;
    },
  };
}

type Supervision = { current: ManagedProcess; stopping: AbortController };

async function keepRunning({ spec, log }: Options, supervision: Supervision): Promise<void> {
  const { signal } = supervision.stopping;
  let ends = 0;
  while (!signal.aborted) {
    const startedAt = performance.now();
    const reason = await supervision.current.exited;
    if (signal.aborted) {
      return;
    }
    ends = performance.now() - startedAt >= HEALTHY_AFTER_MS ? 1 : ends + 1;
    const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (ends - 1));
    const { logFile } = supervision.current;
    log(
      `${spec.name} ended unexpectedly (${reason}); starting it again in ${backOffMs} ms. Its log: ${logFile}`,
    );
    await sleep(backOffMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) {
      supervision.current = startProcess(spec, { append: true });
    }
  }
}
