import {
  claimReply,
  newRecoveryReply,
  problemDetails,
  redeemReply,
  type Place,
  type ProblemCode,
} from '@frontrow/protocol';
import type { z } from 'zod';
import { networkOf } from '../bots/network.ts';
import type { Trace } from '../incoming.ts';
import type { CallOrigin, OriginCall } from '../origin/call-origin.ts';
import { readJson } from '../origin/read-answer.ts';

export type Asked<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; code: ProblemCode; detail?: string; retryAfterSeconds?: number }
  | { kind: 'away' };

type Claim = { room: string; code: string; placeId: string };
type Question = { room: string; name: string; place: Place | null; trace: Trace; body: object };

export type AskCodes = ReturnType<typeof createAskCodes>;

const TIMEOUT_MS = 3000;
/** What visitors are told in the origin's own words; every other refusal is our fault, and a room that is away. */
const PASSED_ON: readonly ProblemCode[] = [
  'code_unknown',
  'code_used_up',
  'place_not_waiting',
  'recovery_code_unknown',
  'too_many_requests',
  'not_found',
];

/** The origin's calls about presale and recovery codes. One without an answer is asked again: each is safe to repeat. */
export function createAskCodes({ callOrigin }: { callOrigin: CallOrigin }) {
  return {
    /** The place's number in the priority lane. */
    redeem: (trace: Trace, place: Place, code: string) => {
      const body = { code, ...networkIn(trace) };
      return ask({ room: place.room, name: 'codes', place, trace, body }, redeemReply);
    },
    makeRecovery: (trace: Trace, place: Place) =>
      ask({ room: place.room, name: 'recovery', place, trace, body: {} }, newRecoveryReply),
    claim: (trace: Trace, { room, ...claim }: Claim) => {
      const body = { ...claim, ...networkIn(trace) };
      return ask({ room, name: 'recovery-claims', place: null, trace, body }, claimReply);
    },
  };

  async function ask<T>(question: Question, schema: z.ZodType<T>): Promise<Asked<T>> {
    const call = originCall(question);
    const answer = (await callOrigin(call)) ?? (await callOrigin(call));
    if (answer?.ok === false) {
      return readRefusal(answer);
    }
    const value = await readJson(answer, schema);
    return value === undefined ? { kind: 'away' } : { kind: 'done', value };
  }
}

const encoder = new TextEncoder();

function originCall({ room, name, place, trace, body }: Question): OriginCall {
  return {
    method: 'POST',
    target: `/internal/rooms/${room}/${name}`,
    trace,
    place,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: new Uint8Array(encoder.encode(JSON.stringify(body))),
    timeoutMs: TIMEOUT_MS,
  };
}

function networkIn({ clientIp }: Trace): { network?: string } {
  const network = networkOf(clientIp);
  return network === undefined ? {} : { network };
}

async function readRefusal(answer: Response): Promise<Asked<never>> {
  const problem = problemDetails.safeParse(await answer.json().catch(() => undefined)).data;
  const code = PASSED_ON.find((known) => known === problem?.code);
  if (code === undefined) {
    return { kind: 'away' };
  }
  const seconds = Number(answer.headers.get('retry-after') ?? 0);
  return {
    kind: 'refused',
    code,
    ...(problem?.detail === undefined ? {} : { detail: problem.detail }),
    ...(seconds > 0 ? { retryAfterSeconds: seconds } : {}),
  };
}
