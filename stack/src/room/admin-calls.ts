import { problemDetails } from '@frontrow/protocol';
import type { z } from 'zod';
import { CommandFailure } from './command-failure.ts';

type Sent = {
  method?: 'DELETE' | 'PATCH' | 'POST' | 'PUT';
  body?: unknown;
  headers?: Record<string, string>;
};

const TIMEOUT_MS = 10_000;

/** Calls of the admin API; every refusal is a sentence about what to do. */
export function createAdminCalls(url: string) {
  let authorization: Record<string, string> = {};

  async function send(path: string, { method, body, headers }: Sent): Promise<Response> {
    try {
      return await fetch(new URL(`/api/admin${path}`, url), {
        method: method ?? 'GET',
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...authorization,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CommandFailure(
        `Nothing answers at ${url}. Start it with npm start, or name another with --url.`,
        { cause: error },
      );
    }
  }

  async function ask<T extends z.ZodType>(schema: T, path: string, sent: Sent = {}) {
    const response = await send(path, sent);
    const text = await response.text();
    const read = (response.ok ? schema : problemDetails).safeParse(parseJson(text));
    if (!read.success) {
      throw new CommandFailure(`What answers at ${url} (${response.status}) is not Frontrow.`);
    }
    if (!response.ok) {
      throw refusal(problemDetails.parse(read.data));
    }
    return read.data as z.output<T>;
  }

  return {
    ask,
    useToken: (token: string): void => {
      authorization = { authorization: `Bearer ${token}` };
    },
  };
}

const ADVICE: Record<string, string> = {
  login_required:
    'Log in with --email, or give a token that is still good in FRONTROW_OPERATOR_TOKEN.',
  settings_conflict: 'Somebody else changed the settings meanwhile; look at them and try again.',
};

function refusal({ code, title, detail }: z.output<typeof problemDetails>): CommandFailure {
  return new CommandFailure([`${title}.`, detail, ADVICE[code]].filter(Boolean).join(' '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of something else; the schema refuses it.
    return undefined;
  }
}
