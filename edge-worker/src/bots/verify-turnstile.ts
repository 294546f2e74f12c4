import { UNKNOWN_CLIENT_IP } from '@frontrow/protocol';
import { z } from 'zod';

type Deps = {
  verifyUrl: string;
  secret: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  timeoutMs?: number;
};

export type Proof = {
  token: string;
  clientIp: string;
  /** The host whose page the widget stood on. */
  hostname: string;
  /** The same for a repeated question: then the verifier answers as before, instead of "used already". */
  idempotencyKey: string;
};

export type Verdict =
  | { kind: 'human' }
  | { kind: 'failed'; why: string }
  | { kind: 'unavailable'; why: string };

export type VerifyTurnstile = ReturnType<typeof createVerifyTurnstile>;

const TIMEOUT_MS = 2500;
/** What the widget is told to be for; a token that was made for something else is none of ours. */
const TURNSTILE_ACTION = 'join';

/** Not the visitor's fault: its token was not judged. */
const OUR_FAULT = ['missing-input-secret', 'invalid-input-secret', 'internal-error'];

const siteverifyReply = z.object({
  success: z.boolean(),
  hostname: z.string().optional(),
  action: z.string().optional(),
  'error-codes': z.array(z.string()).default([]),
});

/** Asks Turnstile's `siteverify` about a token; a question that stays unanswered is asked once more. */
export function createVerifyTurnstile({ verifyUrl, secret, fetch, timeoutMs = TIMEOUT_MS }: Deps) {
  return async function verify(proof: Proof): Promise<Verdict> {
    const { token, clientIp, hostname, idempotencyKey } = proof;
    const body = JSON.stringify({
      secret,
      response: token,
      ...(clientIp === UNKNOWN_CLIENT_IP ? {} : { remoteip: clientIp }),
      idempotency_key: idempotencyKey,
    });
    const reply = (await ask(body)) ?? (await ask(body));
    return reply === undefined
      ? { kind: 'unavailable', why: 'no usable answer' }
      : judge(reply, hostname);
  };

  async function ask(body: string) {
    try {
      const answer = await fetch(verifyUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const reply = siteverifyReply.safeParse(await answer.json());
      return answer.status < 500 ? reply.data : undefined;
    } catch {
      // Not reached, too slow or no JSON: nothing was said about the token.
      return undefined;
    }
  }
}

function judge(reply: z.infer<typeof siteverifyReply>, hostname: string): Verdict {
  const why = reply['error-codes'].join(', ');
  if (!reply.success) {
    const isOurs = reply['error-codes'].some((code) => OUR_FAULT.includes(code));
    return { kind: isOurs ? 'unavailable' : 'failed', why };
  }
  if (reply.hostname !== undefined && reply.hostname !== '' && reply.hostname !== hostname) {
    return { kind: 'failed', why: 'made on another host' };
  }
  return reply.action === undefined || reply.action === '' || reply.action === TURNSTILE_ACTION
    ? { kind: 'human' }
    : { kind: 'failed', why: 'made for something else' };
}
