import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { roomStatus, type RoomStatus, WAITING_ROOM_TOKEN_HEADER } from '@frontrow/protocol';

/** Enough connections to keep the edge busy, few enough to be no load of their own. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const JOINS_AT_ONCE = 50;

type Heard = { at: number; verb: string; status: RoomStatus | undefined; code: number };

export type DrillVisitor = ReturnType<typeof createDrillVisitor>;

/** A visitor with an app who does as told: joins, polls when due, enters when called, leaves after a moment. */
export function createDrillVisitor(edgeUrl: string, onHeard: (heard: Heard) => void) {
  let token: string | undefined;

  async function call(method: string, verb: string): Promise<Heard> {
    const answer = await send(`${edgeUrl}/rooms/main/${verb}`, method, token);
    token = answer.token ?? token;
    const parsed = roomStatus.safeParse(answer.body);
    const heard = { at: performance.now(), verb, status: parsed.data, code: answer.code };
    onHeard(heard);
    return heard;
  }

  return {
    join: () => call('POST', 'join'),
    /** Resolves when the visitor has been inside and has left again. */
    async visit({ insideMs, signal }: { insideMs: number; signal: AbortSignal }): Promise<void> {
      while (!signal.aborted) {
        const { status } = await call('GET', 'status');
        if (status?.state === 'called') {
          const entered = await call('POST', 'enter');
          if (entered.status?.state === 'active') {
            await sleep(insideMs);
            await call('POST', 'leave');
            return;
          }
        }
        await pause(status?.nextPollSeconds ?? 2, signal);
      }
    },
  };
}

/** All join, so many at a time: the edge gathers joins for a moment, so that one after the other would take minutes. */
export async function joinAll(visitors: DrillVisitor[]): Promise<void> {
  for (let next = 0; next < visitors.length; next += JOINS_AT_ONCE) {
    await Promise.all(visitors.slice(next, next + JOINS_AT_ONCE).map((visitor) => visitor.join()));
  }
}

type Answer = { code: number; token: string | undefined; body: unknown };

function send(url: string, method: string, token: string | undefined): Promise<Answer> {
  const { hostname, port, pathname } = new URL(url);
  const headers = {
    accept: 'application/json',
    ...(token === undefined ? {} : { [WAITING_ROOM_TOKEN_HEADER]: token }),
  };
  const host = hostname === 'localhost' ? '127.0.0.1' : hostname;
  return new Promise((resolve) => {
    const unanswered = () => resolve({ code: 0, token: undefined, body: undefined });
    const sent = request({ agent, host, port, path: pathname, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', unanswered);
      response.on('end', () => {
        const given = response.headers[WAITING_ROOM_TOKEN_HEADER];
        resolve({
          code: response.statusCode ?? 0,
          token: typeof given === 'string' ? given : undefined,
          body: readJson(Buffer.concat(chunks).toString()),
        });
      });
    });
    sent.on('error', unanswered);
    sent.end();
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // An empty or broken body is no status; the code tells the rest.
    return undefined;
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
