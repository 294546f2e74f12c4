import { z } from 'zod';

/** Time between two looks at what runs, microseconds. */
const INTERVAL_US = 200;
const targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.url() }));
const answer = z.object({ id: z.number(), result: z.unknown().optional() });
const stopped = z.object({ profile: z.unknown() });

/**
 * Profiles the Worker that workerd runs, over the inspector's protocol (V8's `Profiler` domain), until it is told to
 * stop; then the profile as text.
 */
export async function profileWorker(
  inspectorPort: number,
): Promise<{ stop: () => Promise<string> }> {
  const listed = await fetch(`http://127.0.0.1:${inspectorPort}/json`);
  const worker = targets.parse(await listed.json()).find(({ id }) => id === 'edge');
  if (worker === undefined) {
    throw new Error('workerd inspects no Worker of the name edge.');
  }
  const call = await connect(worker.webSocketDebuggerUrl);
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  await call('Profiler.start');
  return {
    async stop() {
      const { profile } = stopped.parse(await call('Profiler.stop'));
      call.close();
      return JSON.stringify(profile);
    },
  };
}

/** One call at a time, as they are made here. */
async function connect(url: string) {
  const socket = new WebSocket(url);
  await heard(socket, 'open');
  let id = 0;
  const call = async (method: string, params: object = {}): Promise<unknown> => {
    id += 1;
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const { data } = (await heard(socket, 'message')) as MessageEvent;
      const { success, data: heardOf } = answer.safeParse(JSON.parse(String(data)));
      // Events of the protocol have no number.
      if (success && heardOf.id === id) {
        return heardOf.result;
      }
    }
  };
  return Object.assign(call, { close: () => socket.close() });
}

function heard(socket: WebSocket, type: 'open' | 'message'): Promise<Event> {
  return new Promise((resolve, reject) => {
    socket.addEventListener(type, resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('The inspector hung up.')), {
      once: true,
    });
  });
}
