import { roomStatus } from '@frontrow/protocol';
import type { Stay } from './session-clock.ts';

/** Far from its end a stay need not be known to the second. */
const NEAR_SECONDS = 90;

/**
 * Where the visitor stands. The room answers from what the browser holds, without asking the shop; only near the
 * end, or past it, is it asked to look there, since the stay may have been prolonged without telling the browser.
 */
export async function askRoom(room: string): Promise<Stay> {
  const held = await ask(`/rooms/${room}/status`, 'GET');
  const isSure =
    held.kind === 'inside' ? held.secondsLeft > NEAR_SECONDS : held.kind !== 'perhaps inside';
  return known(isSure ? held : await ask(`/rooms/${room}/session`, 'GET'));
}

/** Enters again: in a room whose sessions renew this gives a whole one. */
export async function enterAgain(room: string): Promise<Stay> {
  return known(await ask(`/rooms/${room}/enter`, 'POST'));
}

/** `perhaps inside`: it has been called, and the browser holds no session that is valid. */
type Answer = Stay | { kind: 'perhaps inside' };

const TIMEOUT_MS = 10_000;

function known(answer: Answer): Stay {
  return answer.kind === 'perhaps inside' ? { kind: 'outside' } : answer;
}

async function ask(path: string, method: 'GET' | 'POST'): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return await readStay(response);
  } catch {
    // No answer, or one that broke off: the clock asks again.
    return { kind: 'silent' };
  }
}

async function readStay(response: Response): Promise<Answer> {
  const status = roomStatus.safeParse(await response.json()).data;
  if (status === undefined) {
    return { kind: response.status < 500 ? 'outside' : 'silent' };
  }
  const { state, sessionExpiresAt, serverTime, sessionRenews } = status;
  if (state === 'open') {
    return { kind: 'open' };
  }
  if (state === 'called') {
    return { kind: 'perhaps inside' };
  }
  if (state !== 'active' || sessionExpiresAt === null || serverTime === null) {
    return { kind: response.status < 500 ? 'outside' : 'silent' };
  }
  const secondsLeft = (Date.parse(sessionExpiresAt) - Date.parse(serverTime)) / 1000;
  return { kind: 'inside', secondsLeft, renews: sessionRenews === true };
}
