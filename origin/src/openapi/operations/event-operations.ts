import {
  admissionPage,
  eventAdminView,
  eventList,
  eventPatch,
  eventPreview,
  eventPreviewBody,
  newEventBody,
  recordedDraws,
} from '@frontrow/protocol';
import { admissionsQuery } from '../../rooms/record/record-routes.ts';
import type { Operation } from '../operation.ts';

const OPERATOR = { tag: 'Operators', needsLogin: 'operator' } as const;

/** Events of rooms, and the record by which their draws can be checked. */
export const eventOperations: Operation[] = [
  {
    id: 'listEvents',
    method: 'get',
    path: '/api/admin/rooms/{room}/events',
    summary: 'Events of a room: on and to come, then the latest that are over',
    ...OPERATOR,
    replies: { 200: { description: 'The events.', schema: eventList } },
    problems: ['not_found'],
  },
  {
    id: 'createEvent',
    method: 'post',
    path: '/api/admin/rooms/{room}/events',
    summary: 'Plan an event: a pre-queue, a start, an end, and settings for its time',
    description:
      'The key of its draw is made now and shown to nobody before the start; its SHA-256, the ' +
      'commitment, is public from now on.',
    ...OPERATOR,
    body: newEventBody,
    replies: { 201: { description: 'Planned.', schema: eventAdminView } },
    problems: ['not_found', 'event_conflict'],
  },
  {
    id: 'previewEvent',
    method: 'post',
    path: '/api/admin/rooms/{room}/events/preview',
    summary: 'The settings in force before, in and after an event that is not saved',
    ...OPERATOR,
    body: eventPreviewBody,
    replies: { 200: { description: 'What would be.', schema: eventPreview } },
    problems: ['not_found', 'event_conflict'],
  },
  {
    id: 'changeEvent',
    method: 'patch',
    path: '/api/admin/rooms/{room}/events/{event}',
    summary: 'Change an event; what visitors rely on stays once its pre-queue is open',
    ...OPERATOR,
    body: eventPatch,
    replies: { 200: { description: 'Changed.', schema: eventAdminView } },
    problems: ['not_found', 'event_conflict'],
  },
  {
    id: 'deleteEvent',
    method: 'delete',
    path: '/api/admin/rooms/{room}/events/{event}',
    summary: 'Delete an event that has not begun',
    ...OPERATOR,
    replies: { 204: { description: 'Gone.' } },
    problems: ['not_found', 'event_conflict'],
  },
  {
    id: 'listRecordedDraws',
    method: 'get',
    path: '/api/admin/rooms/{room}/draws',
    summary: 'The draws of a room with their keys, newest first',
    ...OPERATOR,
    replies: { 200: { description: 'The latest 50.', schema: recordedDraws } },
  },
  {
    id: 'listAdmissions',
    method: 'get',
    path: '/api/admin/rooms/{room}/draws/{draw}/admissions',
    summary:
      'Who was called and let in under the numbers of a draw, in the order in which it happened',
    ...OPERATOR,
    query: admissionsQuery,
    replies: { 200: { description: 'A page of lines.', schema: admissionPage } },
    problems: ['not_found'],
  },
];
