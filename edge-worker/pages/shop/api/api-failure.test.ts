import { problemBody, type ProblemCode } from '@frontrow/protocol';
import { expect, it } from 'vitest';
import { ApiFailure, isAnswerToTheWish } from './api-failure.ts';

const failureOf = (code: ProblemCode) => new ApiFailure(code, { problem: problemBody(code) });

it.each([
  'invalid_input',
  'points_not_enough',
  'seat_unavailable',
  'hold_expired',
  'idempotency_key_reused',
] as const)('takes "%s" for the answer to what was wished', (code) => {
  expect(isAnswerToTheWish(failureOf(code))).toBe(true);
});

it.each([
  'login_required',
  'place_invalid',
  'place_ended',
  'room_rejecting',
  'too_many_requests',
  'idempotency_in_flight',
  'database_unavailable',
] as const)(
  'takes "%s" for no word about an earlier try, whose answer may have been lost',
  (code) => {
    expect(isAnswerToTheWish(failureOf(code))).toBe(false);
  },
);

it('learns nothing from an answer that never came', () => {
  expect(isAnswerToTheWish(new ApiFailure('network'))).toBe(false);
});
