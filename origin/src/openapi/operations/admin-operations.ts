import {
  auditPage,
  chargeReply,
  concertDetail,
  createConcertBody,
  createdSchedules,
  createSchedulesBody,
  createVenueBody,
  grantBody,
  logInBody,
  loginReply,
  pageQuery,
  roomAdminView,
  roomSettingsPatch,
  userLookup,
  venueView,
} from '@frontrow/protocol';
import { roomList } from '../named-schemas.ts';
import type { Operation } from '../operation.ts';

const OPERATOR = { tag: 'Operators', needsLogin: 'operator' } as const;

const roomAdminOperations: Operation[] = [
  {
    id: 'listRooms',
    method: 'get',
    path: '/api/admin/rooms',
    summary: 'Every room: settings, and how it stands',
    ...OPERATOR,
    replies: { 200: { description: 'All rooms.', schema: roomList } },
  },
  {
    id: 'getRoom',
    method: 'get',
    path: '/api/admin/rooms/{room}',
    summary: 'One room',
    ...OPERATOR,
    replies: { 200: { description: 'Found.', schema: roomAdminView, headers: ['ETag'] } },
    problems: ['not_found', 'invalid_input'],
  },
  {
    id: 'changeRoomSettings',
    method: 'patch',
    path: '/api/admin/rooms/{room}/settings',
    summary: 'Change settings of a room, in force within two seconds',
    ...OPERATOR,
    headers: ['If-Match'],
    body: roomSettingsPatch,
    replies: { 200: { description: 'Changed.', schema: roomAdminView, headers: ['ETag'] } },
    problems: ['not_found', 'settings_conflict'],
  },
];

const catalogAdminOperations: Operation[] = [
  {
    id: 'createVenue',
    method: 'post',
    path: '/api/admin/venues',
    summary: 'Make a hall with its sections and rows',
    ...OPERATOR,
    body: createVenueBody,
    replies: { 201: { description: 'Made.', schema: venueView } },
    problems: ['name_taken'],
  },
  {
    id: 'createConcert',
    method: 'post',
    path: '/api/admin/concerts',
    summary: 'Make a concert, without dates yet',
    ...OPERATOR,
    body: createConcertBody,
    replies: { 201: { description: 'Made.', schema: concertDetail } },
  },
  {
    id: 'createSchedules',
    method: 'post',
    path: '/api/admin/concerts/{concertId}/schedules',
    summary: 'Put dates on sale, each with all its seats: all dates, or none',
    ...OPERATOR,
    body: createSchedulesBody,
    replies: { 201: { description: 'Made.', schema: createdSchedules } },
    problems: ['not_found', 'name_taken'],
  },
];

export const adminOperations: Operation[] = [
  {
    id: 'logInAsOperator',
    method: 'post',
    path: '/api/admin/logins',
    tag: 'Operators',
    summary: 'Log in as an operator',
    body: logInBody,
    replies: { 201: { description: 'Logged in.', schema: loginReply, headers: ['Set-Cookie'] } },
    problems: [
      'credentials_wrong',
      'operator_required',
      'too_many_requests',
      'cross_site',
      'database_unavailable',
      'origin_unavailable',
    ],
  },
  ...roomAdminOperations,
  ...catalogAdminOperations,
  {
    id: 'findUser',
    method: 'get',
    path: '/api/admin/users',
    summary: 'An account by its e-mail address, with its balance',
    ...OPERATOR,
    query: logInBody.pick({ email: true }),
    replies: { 200: { description: 'Found.', schema: userLookup } },
    problems: ['not_found', 'invalid_input'],
  },
  {
    id: 'grantPoints',
    method: 'post',
    path: '/api/admin/users/{userId}/grants',
    summary: 'Give a buyer points',
    ...OPERATOR,
    isOnce: true,
    body: grantBody,
    replies: {
      201: { description: 'Given.', schema: chargeReply, headers: ['Idempotency-Replayed'] },
    },
    problems: ['not_found', 'balance_limit_reached'],
  },
  {
    id: 'listAuditLog',
    method: 'get',
    path: '/api/admin/audit-log',
    summary: 'What operators did, newest first',
    ...OPERATOR,
    query: pageQuery,
    replies: { 200: { description: 'A page of entries.', schema: auditPage } },
    problems: ['invalid_input'],
  },
];
