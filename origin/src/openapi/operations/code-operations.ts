import {
  codeBatchList,
  createCodesBody,
  createdCodes,
  recoveryReply,
  redeemBody,
  roomCallReply,
} from '@frontrow/protocol';
import type { Operation, Reply } from '../operation.ts';

const OPERATOR = { tag: 'Operators', needsLogin: 'operator' } as const;

const WAITING: Reply = {
  description: 'It waits under its number; come back after Retry-After.',
  schema: roomCallReply,
  headers: ['Retry-After', 'Set-Cookie', 'X-Waiting-Room-Token'],
};
const CALLED: Reply = {
  description: 'Called: enter now.',
  schema: roomCallReply,
  headers: ['Set-Cookie', 'X-Waiting-Room-Token'],
};
const AWAY: Reply = {
  description: 'The room cannot be asked just now. A place is kept.',
  schema: roomCallReply,
  headers: ['Retry-After'],
};

/** Presale codes, and codes that move a place. */
export const codeOperations: Operation[] = [
  {
    id: 'usePresaleCode',
    method: 'post',
    path: '/rooms/{room}/code',
    tag: 'Waiting room',
    summary: 'Go over into the priority lane with a presale code',
    description:
      'The answer carries the place with its number in that lane. The same place may ask again: that costs ' +
      'one use in all. Whoever does not wait any more uses nothing up.',
    body: redeemBody,
    replies: { 200: CALLED, 202: WAITING, 503: AWAY },
    problems: [
      'place_invalid',
      'place_required',
      'place_ended',
      'place_not_waiting',
      'code_unknown',
      'code_used_up',
      'room_rejecting',
      'too_many_requests',
      'cross_site',
      'room_unavailable',
      'not_found',
    ],
  },
  {
    id: 'makeRecoveryCode',
    method: 'post',
    path: '/rooms/{room}/recovery',
    tag: 'Waiting room',
    summary: 'Get a code that moves this place to another browser',
    description: 'Good for 24 hours and once. A new one replaces the one before it.',
    replies: { 201: { description: 'Made.', schema: recoveryReply } },
    problems: [
      'place_invalid',
      'place_required',
      'too_many_requests',
      'cross_site',
      'room_unavailable',
      'not_found',
    ],
  },
  {
    id: 'claimPlace',
    method: 'post',
    path: '/rooms/{room}/recovery/claim',
    tag: 'Waiting room',
    summary: 'Take over the place that a recovery code stands for',
    description:
      'The place has ended where it was, and a place that the asker had is given up. Whoever lost the answer asks ' +
      'again with the same Idempotency-Key, or with the place that it came with, and gets the same place.',
    headers: ['Join-Key'],
    body: redeemBody,
    replies: { 200: CALLED, 202: WAITING, 503: AWAY },
    problems: [
      'recovery_code_unknown',
      'place_invalid',
      'place_ended',
      'room_rejecting',
      'too_many_requests',
      'cross_site',
      'room_unavailable',
      'not_found',
    ],
  },
];

export const codeAdminOperations: Operation[] = [
  {
    id: 'createPresaleCodes',
    method: 'post',
    path: '/api/admin/rooms/{room}/codes',
    summary: 'Make presale codes, to be read this once',
    ...OPERATOR,
    body: createCodesBody,
    replies: { 201: { description: 'Made.', schema: createdCodes } },
    problems: ['not_found', 'name_taken'],
  },
  {
    id: 'listPresaleCodes',
    method: 'get',
    path: '/api/admin/rooms/{room}/codes',
    summary: 'The batches of presale codes, and how much of them is used',
    ...OPERATOR,
    replies: { 200: { description: 'All batches.', schema: codeBatchList } },
    problems: ['not_found', 'invalid_input'],
  },
  {
    id: 'revokePresaleCodes',
    method: 'delete',
    path: '/api/admin/rooms/{room}/codes/{batch}',
    summary: 'Take a batch of presale codes back; whoever used one keeps the lane',
    ...OPERATOR,
    replies: { 204: { description: 'They are worth nothing any more.' } },
    problems: ['not_found', 'invalid_input'],
  },
];
