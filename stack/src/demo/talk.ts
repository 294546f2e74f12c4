import { WAITING_ROOM_SESSION_HEADER, WAITING_ROOM_TOKEN_HEADER } from '@frontrow/protocol';
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

/**
 * Speaks to the edge as an app does, with tokens in headers and no cookies, and shows each exchange.
 * The place and session tokens of the answers are kept and sent along from then on.
 */
export function createTalk(url: string, print: (line: string) => void) {
  const kept: Record<string, string> = {};

  async function ask(
    path: string,
    { method = 'GET', body, headers, expect }: Request,
  ): Promise<Answer> {
    print(`\n→ ${method} ${path}${body === undefined ? '' : `  ${JSON.stringify(hidden(body))}`}`);
    const response = await send(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...kept,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const name of [WAITING_ROOM_TOKEN_HEADER, WAITING_ROOM_SESSION_HEADER]) {
      const value = response.headers.get(name);
      if (value !== null && headers?.[name] === undefined) {
        kept[name] = value;
      }
    }
    const json = readJson(await response.text());
    print(`← ${response.status} ${shorten(JSON.stringify(hidden(json)))}`);
    if (![expect].flat().includes(response.status)) {
      throw new Error(`Expected ${String(expect)} from ${method} ${path}, got ${response.status}.`);
    }
    return { status: response.status, json };
  }

  async function send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, url), { ...init, redirect: 'manual' });
    } catch (error) {
      throw new Error(`Nothing answers at ${url}. Start it first: npm start`, { cause: error });
    }
  }

  return {
    say: (sentence: string) => print(`\n── ${sentence}`),
    ask,
    /** Asks, and reads the answer with its schema. */
    async askFor<T extends z.ZodType>(schema: T, path: string, request: Request) {
      return schema.parse((await ask(path, request)).json);
    },
    keep: (name: string, value: string) => {
      kept[name] = value;
    },
    forget: (name: string) => {
      delete kept[name];
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

function readJson(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}

function shorten(text = ''): string {
  return text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST)} …` : text;
}
