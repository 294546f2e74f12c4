import { z } from 'zod';
import { openInspector } from './inspector-calls.ts';

/** Time between two looks at what runs, microseconds. */
const INTERVAL_US = 200;
const WITHIN_MS = 10_000;
const targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.url() }));
const stopped = z.object({ profile: z.unknown() });

type Profiling = {
  /** The profile as text. */
  stop: () => Promise<string>;
  /** Ends it with the link to the inspector, whether it was stopped or not. */
  close: () => void;
};

/** Profiles the Worker that workerd runs, over the inspector's protocol (V8's `Profiler` domain), until it is told to stop. */
export async function profileWorker(inspectorPort: number): Promise<Profiling> {
  const listed = await fetch(`http://127.0.0.1:${inspectorPort}/json`, {
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const worker = targets.parse(await listed.json()).find(({ id }) => id === 'edge');
  if (worker === undefined) {
    throw new Error('workerd inspects no Worker of the name edge.');
  }
  const { call, close } = await openInspector(
    new WebSocket(worker.webSocketDebuggerUrl),
    WITHIN_MS,
  );
  try {
    await call('Profiler.enable');
    await call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
    await call('Profiler.start');
  } catch (error) {
    close();
    throw error;
  }
  return {
    async stop() {
      const { profile } = stopped.parse(await call('Profiler.stop'));
      return JSON.stringify(profile);
    },
    close,
  };
}
