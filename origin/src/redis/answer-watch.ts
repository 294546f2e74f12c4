import type { Command } from 'ioredis';

type Sent = { atMs: number; commands: readonly Command[] };
export type Patience = {
  /** For how long a connection may say nothing while it is asked. */
  silenceMs: number;
  /** For how long a command may wait behind others that are answered. */
  longestMs: number;
};

/**
 * Rejects what one connection does not answer: after it has said nothing for a while, or when that takes too long all the
 * same. Times count from when commands were sent, and an answer that lies in the socket is read first: a process, or a
 * Redis, that has too much to do is late, and neither is away. (The driver's own timers begin before a command is sent and
 * end before answers are read.)
 */
export function createAnswerWatch({ silenceMs, longestMs }: Patience) {
  /** The oldest first, as they are answered. */
  const unanswered: Sent[] = [];
  /** Of the oldest. */
  let answered = 0;
  let heardAtMs = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  function listen(): void {
    const before = { turns: unanswered.length, answered };
    while (unanswered[0]?.commands.every(({ isSettled }) => isSettled) === true) {
      unanswered.shift();
    }
    answered = unanswered[0]?.commands.findIndex(({ isSettled }) => !isSettled) ?? 0;
    if (unanswered.length < before.turns || answered > before.answered) {
      heardAtMs = performance.now();
    }
  }

  function look(): void {
    listen();
    const [oldest] = unanswered;
    if (oldest === undefined) {
      timer = undefined;
      return;
    }
    const silentAtMs = Math.max(oldest.atMs, heardAtMs) + silenceMs;
    const leftMs = Math.min(silentAtMs, oldest.atMs + longestMs) - performance.now();
    if (leftMs > 0) {
      timer = setTimeout(look, Math.ceil(leftMs));
    } else {
      // Timers come before answers in a turn of the event loop, immediates after them.
      setImmediate(giveUp, performance.now());
    }
  }

  function giveUp(atMs: number): void {
    listen();
    const isSilent = atMs - heardAtMs >= silenceMs;
    const sentBeforeMs = atMs - (isSilent ? silenceMs : longestMs);
    const inTime = unanswered.findIndex((sent) => sent.atMs > sentBeforeMs);
    const late = unanswered.splice(0, inTime === -1 ? unanswered.length : inTime);
    answered = late.length > 0 ? 0 : answered;
    // One that was answered takes no notice.
    for (const { reject } of late.flatMap(({ commands }) => commands)) {
      reject(new Error(`Redis has not answered within ${isSilent ? silenceMs : longestMs} ms.`));
    }
    look();
  }

  /** Commands that have just been sent together. */
  return function watch(commands: readonly Command[]): void {
    listen();
    unanswered.push({ atMs: performance.now(), commands });
    timer ??= setTimeout(look, silenceMs);
  };
}
