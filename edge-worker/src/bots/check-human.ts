import type { Standing, Visit } from '../gate/standing.ts';
import { hostOfJoin } from '../visitor/join-request.ts';
import type { Proof, VerifyTurnstile } from './verify-turnstile.ts';

type Deps = {
  /** Undefined where the bindings have no keys. */
  turnstile:
    | { siteKey: string; scriptUrl: string; hostname: string | undefined; verify: VerifyTurnstile }
    | undefined;
};

/** The visitor may join, or how it stands instead. */
export type HumanCheck = { kind: 'human' } | { kind: 'stopped'; standing: Standing };

export type CheckHuman = ReturnType<typeof createCheckHuman>;

const RETRY_SECONDS = 10;

/**
 * Whether somebody without a place is a person, in a room that asks for it. Whatever keeps the check from being made
 * keeps newcomers out, and nobody else: a visitor who has a place is never asked.
 */
export function createCheckHuman({ turnstile }: Deps) {
  return async function checkHuman(visit: Visit): Promise<HumanCheck> {
    const { join, trace, room } = visit;
    if (turnstile === undefined) {
      log('error', visit, `room ${room.id} wants Turnstile, but its keys are not bound`);
      return stopped({ kind: 'refused', code: 'turnstile_unavailable', ...LATER });
    }
    const { siteKey, scriptUrl, verify } = turnstile;
    if (join?.turnstileToken === undefined) {
      return stopped({ kind: 'challenge', turnstile: { siteKey, scriptUrl } });
    }
    const hostname = turnstile.hostname ?? hostOfJoin(join);
    const proof: Proof = {
      token: join.turnstileToken,
      clientIp: trace.clientIp,
      hostname,
      idempotencyKey: await idempotencyKey(join.turnstileToken, join.placeId),
    };
    const verdict = await verify(proof);
    if (verdict.kind === 'human') {
      return verdict;
    }
    if (verdict.kind === 'failed') {
      log('info', visit, `a newcomer was not found human: ${verdict.why}`);
      return stopped({ kind: 'refused', code: 'turnstile_failed' });
    }
    log('error', visit, `Turnstile cannot be asked: ${verdict.why}`);
    return stopped({ kind: 'refused', code: 'turnstile_unavailable', ...LATER });
  };
}

const LATER = { retryAfterSeconds: RETRY_SECONDS };

function stopped(standing: Standing): HumanCheck {
  return { kind: 'stopped', standing };
}

function log(level: 'info' | 'error', { trace }: Visit, message: string): void {
  const line = JSON.stringify({ level, requestId: trace.requestId, message });
  if (level === 'error') {
    console.error(line);
  } else {
    console.info(line);
  }
}

const encoder = new TextEncoder();

/**
 * A UUID that is the same when the same join is asked for again, and another one for another place: so a token
 * makes one place, however often its answer is lost.
 */
async function idempotencyKey(token: string, placeId: string | undefined): Promise<string> {
  if (placeId === undefined) {
    return crypto.randomUUID();
  }
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`${placeId}\n${token}`));
  const hex = [...new Uint8Array(digest).subarray(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  // Version 8, "custom", as RFC 9562 has it.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}
