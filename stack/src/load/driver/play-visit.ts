import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Standing, Visit } from '@frontrow/k6';
import type { Sender } from './http-sender.ts';
import type { Recorder } from './run-figures.ts';

export type Heard = { standing: Standing; sentAt: number; answeredAt: number };

type Options = {
  sender: Pick<Sender, 'send'>;
  recorder: Pick<Recorder, 'answered' | 'told'>;
  /** When the visitor was to come; the clock of `performance.now()`, as all times here. */
  dueAt: number;
  overAt: number;
  /** Whoever still waits when the run is over goes home within so long: all at once would be a load of its own. */
  homeWithinMs?: number;
  onHeard?: (heard: Heard) => void;
};

const HOME_WITHIN_MS = 8_000;

/**
 * Plays a visit. Each request is measured from when it was due: a driver that comes late, or that waits for a
 * connection, makes the shop look slower and never faster.
 */
export async function playVisit<Result>(
  visit: Visit<Result>,
  { sender, recorder, dueAt, overAt, homeWithinMs, onHeard = () => undefined }: Options,
): Promise<Result> {
  const homeAt = overAt + Math.random() * (homeWithinMs ?? HOME_WITHIN_MS);
  let due = dueAt;
  let sentAt = dueAt;
  let answer: Answer | undefined;
  for (;;) {
    const { done, value } = visit.next(answer);
    answer = undefined;
    if (done === true) {
      return value;
    }
    if (value.do === 'ask') {
      sentAt = performance.now();
      answer = await sender.send(value.ask);
      const answeredAt = performance.now();
      const times = { tookMs: answeredAt - due, behindMs: sentAt - due, dueAt: due };
      recorder.answered({ ask: value.ask, status: answer.status }, times);
      due = answeredAt;
    } else if (value.do === 'pause') {
      due = value.inLine
        ? Math.min(due + value.seconds * 1000, Math.max(due, homeAt))
        : due + value.seconds * 1000;
      await waitUntil(due);
    } else if (value.told.what === 'standing') {
      onHeard({ standing: value.told.standing, sentAt, answeredAt: due });
    } else {
      recorder.told(value.told);
    }
  }
}

export async function waitUntil(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) {
    await sleep(ms);
  }
}
