import {
  enterRefusal,
  problemDetails,
  ROOM_REFUSED_HEADER,
  type EnterRefusal,
} from '@frontrow/protocol';
import type { z } from 'zod';

/** Why the origin's room refused, as its answer says it. */
export function readRefusal(answer: Response | undefined): EnterRefusal | undefined {
  return enterRefusal.safeParse(answer?.headers.get(ROOM_REFUSED_HEADER)).data;
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
