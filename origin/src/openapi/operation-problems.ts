import type { ProblemCode } from '@frontrow/protocol';
import type { Operation } from './operation.ts';

const EVERYWHERE: ProblemCode[] = ['path_not_canonical', 'internal'];
const OF_THE_ORIGIN: ProblemCode[] = ['database_unavailable', 'origin_unavailable'];
const OF_A_PLACE: ProblemCode[] = [
  'place_invalid',
  'place_required',
  'place_waiting',
  'place_ended',
  'room_rejecting',
  'room_unavailable',
];
const OF_A_BODY: ProblemCode[] = [
  'bad_request',
  'invalid_input',
  'body_too_large',
  'media_type_unsupported',
];
const OF_A_KEY: ProblemCode[] = [
  'idempotency_key_missing',
  'invalid_input',
  'idempotency_in_flight',
  'idempotency_key_reused',
];

/** Every problem that an operation may answer: what its kind brings along, and its own. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const { method, needsPlace = false, needsLogin, isOnce = false, body, problems } = operation;
  const isOfTheOrigin = needsPlace || needsLogin !== undefined;
  return [
    ...new Set([
      ...EVERYWHERE,
      ...(isOfTheOrigin ? OF_THE_ORIGIN : []),
      ...(needsPlace ? OF_A_PLACE : []),
      ...problemsOfLogin(needsLogin, method),
      ...(body === undefined ? [] : OF_A_BODY),
      ...(isOnce ? OF_A_KEY : []),
      ...(problems ?? []),
    ]),
  ];
}

function problemsOfLogin(
  needsLogin: Operation['needsLogin'],
  method: Operation['method'],
): ProblemCode[] {
  if (needsLogin === undefined) {
    return [];
  }
  return [
    'login_required',
    ...(needsLogin === 'operator' ? (['operator_required'] as const) : []),
    ...(method === 'get' ? [] : (['cross_site'] as const)),
  ];
}
