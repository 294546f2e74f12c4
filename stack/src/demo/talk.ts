import { createRoomClient } from '@frontrow/protocol';
import type { z } from 'zod';

type Request = {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
  headers?: Record<string, string>;
  /** What the walk expects; any other answer ends it. */
  expect: number | number[];
};

export type Answer = { status: number; json: unknown };
export type Talk = ReturnType<typeof createTalk>;

const SHOWN_AT_MOST = 600;

/** Speaks to the edge as an app does, on the client that apps use, and shows each exchange. */
export function createTalk(url: string, print: (line: string) => void) {
  const client = createRoomClient({ baseUrl: url, fetch: shown });
  const kept: Record<string, string> = {};

  /** `fetch`, printed. */
  async function shown(address: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', body } = init;
    const path = address.slice(new URL(url).origin.length);
    print(`\n→ ${method} ${path}${typeof body === 'string' ? `  ${showJson(body)}` : ''}`);
    const response = await reach(address, init);
    print(`← ${response.status} ${shorten(showJson(await response.clone().text()))}`);
    return response;
  }

  async function reach(address: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(address, init);
    } catch (error) {
      throw new Error(`Nothing answers at ${url}. Start it first: npm start`, { cause: error });
    }
  }

  async function ask(
    path: string,
    { method = 'GET', body, headers, expect }: Request,
  ): Promise<Answer> {
    const response = await client.fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...kept,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status } = response;
    if (![expect].flat().includes(status)) {
      throw new Error(`Expected ${String(expect)} from ${method} ${path}, got ${status}.`);
    }
    return { status, json: readJson(await response.text()) };
  }

  return {
    say: (sentence: string) => print(`\n── ${sentence}`),
    ask,
    /** Asks, and reads the answer with its schema. */
    async askFor<T extends z.ZodType>(schema: T, path: string, request: Request) {
      return schema.parse((await ask(path, request)).json);
    },
    waitForTurn: (signal: AbortSignal) => client.waitForTurn({ room: 'main', signal }),
    keep: (name: string, value: string) => {
      kept[name] = value;
    },
  };
}

/** Passwords and tokens are not for terminals. */
function hidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const secrets = ['password', 'token'];
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, secrets.includes(key) ? '…' : entry]),
  );
}

/** A body as it may be shown. */
function showJson(text: string): string {
  return text === '' ? '' : JSON.stringify(hidden(JSON.parse(text)));
}

function readJson(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}

function shorten(text: string): string {
  return text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)} …` : text;
}
