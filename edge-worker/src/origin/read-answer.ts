import {
  CF_ROOM_COMMAND_HEADER,
  enterRefusal,
  problemDetails,
  ROOM_COMMAND_HEADER,
  ROOM_REFUSED_HEADER,
  type EnterRefusal,
} from '@frontrow/protocol';
import type { z } from 'zod';

/** Why the origin's room refused, as its answer says it. */
export function readRefusal(answer: Response | undefined): EnterRefusal | undefined {
  const named = answer?.headers.get(ROOM_REFUSED_HEADER) ?? undefined;
  // Most answers are none: only what is there is parsed, since a failure costs zod more than the rest of the answer.
  return named === undefined ? undefined : enterRefusal.safeParse(named).data;
}

const COMMANDS = ['revoke', 'complete', 'extend'] as const;

/** What a shop may say about the visitor whom it answers. */
export type RoomCommand = (typeof COMMANDS)[number];

/** The shop's command, where there is one that is known. */
export function readCommand({ headers }: Response): RoomCommand | undefined {
  const named = headers.get(ROOM_COMMAND_HEADER)?.toLowerCase();
  const isRevoked = headers.get(CF_ROOM_COMMAND_HEADER)?.toLowerCase() === 'revoke';
  return COMMANDS.find((command) => command === named) ?? (isRevoked ? 'revoke' : undefined);
}

/** The body of a good answer; undefined for every other one, which callers take as "away". */
export async function readJson<T>(
  answer: Response | undefined,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  if (answer?.ok !== true) {
    await answer?.body?.cancel();
    return undefined;
  }
  return parseBody(answer, schema);
}

/** The code of the problem that an answer is. */
export async function readProblemCode(answer: Response): Promise<string | undefined> {
  return (await parseBody(answer, problemDetails))?.code;
}

async function parseBody<T>(answer: Response, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.safeParse(await answer.json()).data;
  } catch {
    // Cut off or not JSON: no usable answer. Failing closed is up to the caller.
    return undefined;
  }
}
