import { z } from 'zod';

const reply = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

type Pending = {
  what: string;
  timer: NodeJS.Timeout;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
};

export type Inspector = {
  call: (method: string, params?: object) => Promise<unknown>;
  close: () => void;
};

/** The socket has opened, as if a call had been answered; those that are sent count from 1. */
const OPENED = 0;

/**
 * Calls over the protocol of V8's inspector. None is waited for without an end: each is over with its reply, with the
 * link, or with its time.
 */
export async function openInspector(socket: WebSocket, withinMs: number): Promise<Inspector> {
  const { wait, settle, end } = createWaiting(withinMs);
  let last = OPENED;
  socket.addEventListener('open', () => settle(OPENED, {}));
  socket.addEventListener('close', () => end('hung up'));
  socket.addEventListener('error', () => end('cannot be reached'));
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = readReply(data) ?? {};
    // Events of the protocol have no number.
    if (id !== undefined) {
      settle(id, error === undefined ? { result } : { error: `says ${error.message}` });
    }
  });
  const close = () => {
    end('was left');
    socket.close();
  };
  await wait(OPENED, 'Connecting').catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    call: (method, params = {}) => {
      last += 1;
      const answered = wait(last, method);
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify({ id: last, method, params }));
      } else {
        // What is sent on a closed socket is dropped without a word.
        end('hung up');
      }
      return answered;
    },
    close,
  };
}

/** Calls that have not been answered yet, by number. */
function createWaiting(withinMs: number) {
  const pending = new Map<number, Pending>();
  const settle = (id: number, { result, error }: { result?: unknown; error?: string }) => {
    const call = pending.get(id);
    if (call === undefined) {
      return;
    }
    pending.delete(id);
    clearTimeout(call.timer);
    if (error === undefined) {
      call.resolve(result);
    } else {
      call.reject(new Error(`${call.what}: the inspector ${error}.`));
    }
  };
  return {
    wait: (id: number, what: string) =>
      new Promise<unknown>((resolve, reject) => {
        const late = () => settle(id, { error: `did not answer within ${withinMs / 1000} s` });
        pending.set(id, { what, timer: setTimeout(late, withinMs), resolve, reject });
      }),
    settle,
    end: (error: string) => {
      for (const id of pending.keys()) {
        settle(id, { error });
      }
    },
  };
}

function readReply(data: unknown): z.infer<typeof reply> | undefined {
  try {
    return reply.safeParse(JSON.parse(String(data))).data;
  } catch {
    // No JSON is nobody's reply: whoever waits for one learns it when the time is over.
    return undefined;
  }
}
