import { expect, it } from 'vitest';
import { createEdgeDoor } from '../doors/edge-door.ts';
import type { Answer } from './step.ts';
import { waitOnly } from './wait-for-turn.ts';

const waiting = { state: 'waiting', number: 7, nextPollSeconds: 2 };
const away = { state: 'waiting', reason: 'unavailable', number: null, nextPollSeconds: 5 };

/** What a visitor asks who gets these answers, and is called at the end. */
function askedBy(answers: Answer[]): string[] {
  const visit = waitOnly({ door: createEdgeDoor(), isOver: () => false });
  const asked: string[] = [];
  let step = visit.next();
  while (step.done !== true) {
    const isAsk = step.value.do === 'ask';
    if (step.value.do === 'ask') {
      asked.push(step.value.ask.name);
    }
    step = visit.next(isAsk ? answers.shift() : undefined);
  }
  return asked;
}

const answered = (status: number, body: unknown): Answer => ({ status, headers: {}, body });
const called = answered(200, { state: 'called', number: 7 });

it('polls after it has joined', () => {
  expect(askedBy([answered(202, waiting), answered(202, waiting), called])).toEqual([
    'join',
    'status',
    'status',
    'leave',
  ]);
});

it.each([
  ['was away', answered(503, away)],
  ['did not answer', answered(0, undefined)],
])('joins again where the room %s', (_what, failed) => {
  expect(askedBy([failed, answered(202, waiting), called])).toEqual([
    'join',
    'join',
    'status',
    'leave',
  ]);
});
