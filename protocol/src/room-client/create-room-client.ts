import { AppError } from '../errors.ts';
import type { RoomStatus } from '../room-status.ts';
import { pause } from './abortable.ts';
import { createKeptTokens, type TokenStorage } from './kept-tokens.ts';
import { FIRST_STEP, isUnheard, nextStep, type Step } from './next-step.ts';
import type { Answer } from './read-answer.ts';
import { createRoomCalls, newJoinKey, type JoinWords } from './room-calls.ts';
import { createTokenFetch, type Fetch } from './token-fetch.ts';

type Options = {
  /** The edge, such as `https://shop.example`; empty for the page's own. */
  baseUrl: string;
  fetch?: Fetch;
  /** Where tokens outlive the program; without it they live as long as the client. */
  storage?: TokenStorage;
};

type Turn = {
  room: string;
  signal?: AbortSignal | undefined;
  /** Told of every status, the last one included. */
  onStatus?: (status: RoomStatus) => void;
  /** Shows Turnstile's widget and gives its token, for rooms that ask for a proof of being human. */
  proveHuman?: ProveHuman | undefined;
};

type ProveHuman = (turnstile: NonNullable<RoomStatus['turnstile']>) => Promise<string>;

export type RoomClient = ReturnType<typeof createRoomClient>;
export type { TokenStorage };

/**
 * Waits in a room and calls the shop as an app does: with tokens in headers, and no cookies for the
 * room. It keeps one place: who stands in two rooms takes a client for each, with storage of its own. Runs wherever there is `fetch`: browsers, Node, React Native.
 */
export function createRoomClient({ baseUrl, fetch = globalThis.fetch, storage }: Options) {
  const tokens = createKeptTokens(storage);
  const send = createTokenFetch({ baseUrl, fetch, tokens });
  const rooms = createRoomCalls(send);

  return {
    /**
     * Joins, comes back when told, and enters once called; resolves when the shop will answer.
     * Rejects with the signal's reason, or with an `AppError` when the room takes nobody or is none.
     */
    async waitForTurn({ room, signal, onStatus, proveHuman }: Turn): Promise<RoomStatus> {
      let step = FIRST_STEP;
      let words: JoinWords = { key: newJoinKey(), turnstile: undefined };
      for (;;) {
        await pause(step.pauseSeconds * 1000, signal);
        const answer = await rooms.ask(room, step, { words, signal });
        if (answer.kind === 'status') {
          onStatus?.(answer.status);
          if (isInside(answer.status, step)) {
            return answer.status;
          }
        }
        if (!isUnheard(answer)) {
          // Answered: the next join is another one, with a key of its own.
          words = { key: newJoinKey(), turnstile: await proofFor(answer, proveHuman) };
        }
        if (answer.kind === 'gone') {
          await tokens.forget();
        }
        step = nextStep(step, answer, Math.random());
      }
    },

    /** A request to the shop under the place and the session; `path` begins with a slash. */
    fetch: send,

    /** Gives the place up, so that somebody else may have it. */
    async leave(room: string): Promise<void> {
      const { status } = await rooms.leave(room);
      if (status >= 500) {
        throw new AppError('room_unavailable', 'The place could not be given up; try again.');
      }
      await tokens.forget();
    },
  };
}

/** The token that a challenge asks for; undefined where there is none. */
async function proofFor(answer: Answer, proveHuman: ProveHuman | undefined) {
  if (answer.kind !== 'status' || answer.status.state !== 'challenge') {
    return undefined;
  }
  const { turnstile } = answer.status;
  if (turnstile === null || proveHuman === undefined) {
    throw new AppError('turnstile_failed', 'The room asks for a proof of being human.');
  }
  return proveHuman(turnstile);
}

/** Only entering proves it: the edge takes a kept session at its word, also when its place has ended. */
function isInside({ state }: RoomStatus, { call }: Step): boolean {
  return state === 'open' || (state === 'active' && call === 'enter');
}
