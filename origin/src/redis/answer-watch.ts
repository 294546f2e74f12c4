import type { Command } from 'ioredis';

type Sent = { atMs: number; commands: readonly Command[] };

/**
 * Rejects what one connection has not answered in time. The time counts from when commands were sent, and an answer that
 * lies in the socket is read first: a process that has too much to do is late itself, and would take that for a silent
 * Redis (as timers of the driver do, which begin before a command is sent and end before answers are read).
 */
export function createAnswerWatch(timeoutMs: number) {
  /** The oldest first, as they are answered. */
  const unanswered: Sent[] = [];
  let timer: NodeJS.Timeout | undefined;

  function dropAnswered(): void {
    while (unanswered[0]?.commands.every(({ isSettled }) => isSettled) === true) {
      unanswered.shift();
    }
  }

  function look(): void {
    dropAnswered();
    const [oldest] = unanswered;
    const leftMs = oldest === undefined ? Infinity : oldest.atMs + timeoutMs - performance.now();
    if (leftMs <= 0) {
      // Timers come before answers in a turn of the event loop; this comes after them.
      setImmediate(giveUp, performance.now() - timeoutMs);
    } else {
      timer = leftMs === Infinity ? undefined : setTimeout(look, Math.ceil(leftMs));
    }
  }

  function giveUp(sentBeforeMs: number): void {
    const late = unanswered.filter(({ atMs }) => atMs <= sentBeforeMs);
    // One that was answered takes no notice.
    for (const { reject } of late.flatMap(({ commands }) => commands)) {
      reject(new Error(`Redis has not answered within ${timeoutMs} ms.`));
    }
    look();
  }

  /** Commands that have just been sent together. */
  return function watch(commands: readonly Command[]): void {
    dropAnswered();
    unanswered.push({ atMs: performance.now(), commands });
    timer ??= setTimeout(look, timeoutMs);
  };
}
