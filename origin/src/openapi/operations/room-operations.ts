import { heldPageReply, joinBody, roomCallReply, publicDraws } from '@frontrow/protocol';
import type { Operation, Reply } from '../operation.ts';

const WAITING: Reply = {
  description: 'It waits; come back after Retry-After.',
  schema: roomCallReply,
  headers: ['Retry-After', 'Set-Cookie', 'X-Waiting-Room-Token'],
};
const AWAY: Reply = {
  description: 'The room cannot be asked just now. A place is kept.',
  schema: roomCallReply,
  headers: ['Retry-After'],
};

/** What the edge answers itself. */
export const roomOperations: Operation[] = [
  {
    id: 'joinRoom',
    method: 'post',
    path: '/rooms/{room}/join',
    tag: 'Waiting room',
    summary: 'Take a place in line, or show the one that the visitor has',
    description:
      'Where the room asks for a proof of being human, the first answer has the state `challenge` and what ' +
      'Turnstile’s widget needs; the next join brings its token. A room may also take only who is logged in, ' +
      'or only so many joins a minute from one network (IPv4 /24, IPv6 /48).',
    headers: ['Join-Key'],
    body: joinBody,
    isBodyOptional: true,
    replies: {
      200: {
        description: 'Called, active, or no place is needed.',
        schema: roomCallReply,
        headers: ['Set-Cookie', 'X-Waiting-Room-Token'],
      },
      202: WAITING,
      503: AWAY,
    },
    problems: [
      'invalid_input',
      'place_invalid',
      'login_required',
      'room_rejecting',
      'turnstile_failed',
      'cross_site',
      'not_found',
      'too_many_requests',
      'turnstile_unavailable',
    ],
  },
  {
    id: 'getRoomStatus',
    method: 'get',
    path: '/rooms/{room}/status',
    tag: 'Waiting room',
    summary: 'Where the visitor stands',
    description: 'Answered at the edge from the place and a snapshot: it costs the shop nothing.',
    replies: {
      200: { description: 'Called, active, open or rejecting.', schema: roomCallReply },
      202: WAITING,
      503: AWAY,
    },
    problems: ['place_invalid', 'place_required', 'not_found'],
  },
  {
    id: 'getRoomSession',
    method: 'get',
    path: '/rooms/{room}/session',
    tag: 'Waiting room',
    summary: 'How long a visitor who is inside may stay',
    description:
      'As the status, but with the end of the stay as the shop knows it: a visitor holds a session ' +
      'that is renewed in steps, so that the stay may last longer. Asking prolongs nothing. Whoever waits ' +
      'is answered by the edge alone.',
    replies: {
      200: { description: 'Active, called, open or rejecting.', schema: roomCallReply },
      202: WAITING,
      503: AWAY,
    },
    problems: ['place_invalid', 'place_required', 'place_ended', 'not_found'],
  },
  {
    id: 'enterRoom',
    method: 'post',
    path: '/rooms/{room}/enter',
    tag: 'Waiting room',
    summary: 'Go in, once called',
    replies: {
      200: {
        description: 'Inside, until `sessionExpiresAt`; requests to the shop prolong the session.',
        schema: roomCallReply,
        headers: ['Set-Cookie', 'X-Waiting-Room-Session'],
      },
      202: { ...WAITING, description: 'Not yet. With reason `full` its turn is kept at the door.' },
      503: AWAY,
    },
    problems: [
      'place_invalid',
      'place_required',
      'place_ended',
      'room_rejecting',
      'cross_site',
      'not_found',
    ],
  },
  {
    id: 'leaveRoom',
    method: 'post',
    path: '/rooms/{room}/leave',
    tag: 'Waiting room',
    summary: 'Give the place up, so that somebody else may have it',
    replies: { 204: { description: 'Gone.', headers: ['Set-Cookie'] } },
    problems: ['place_invalid', 'cross_site', 'room_unavailable', 'not_found'],
  },
  {
    id: 'getRoomDraws',
    method: 'get',
    path: '/rooms/{room}/draws',
    tag: 'Waiting room',
    summary:
      'What the room draws: the commitment before, the key after, so that anybody can check it',
    replies: { 200: { description: 'The event and the latest draws.', schema: publicDraws } },
    problems: ['not_found'],
  },
  {
    id: 'getConcertPage',
    method: 'get',
    path: '/concerts/{concertId}',
    tag: 'Waiting room',
    summary: 'A page of the shop, for apps that were written for Cloudflare Waiting Room',
    description:
      'Every page of the shop behaves so. With `Accept: application/json` the visitor joins the ' +
      'line, keeps the place by echoing the cookie, comes back after `refreshIntervalSeconds`, ' +
      'and is inside once the answer has no `cfWaitingRoom`. Browsers get the waiting page instead.',
    replies: {
      200: {
        description: 'The page (HTML); or, where the room rejects everybody, that as JSON.',
        schema: heldPageReply,
        headers: ['Set-Cookie'],
      },
      202: {
        description: 'It waits; come back after Retry-After.',
        schema: heldPageReply,
        headers: ['Retry-After', 'Set-Cookie'],
      },
      503: {
        description: 'The room cannot be asked just now. A place is kept.',
        schema: heldPageReply,
        headers: ['Retry-After'],
      },
    },
    problems: ['place_required', 'place_ended'],
  },
];
