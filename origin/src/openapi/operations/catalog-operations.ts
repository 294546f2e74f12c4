import {
  concertDetail,
  concertPage,
  concertsQuery,
  layout,
  scheduleDetail,
  schedulesReply,
  seatStatus,
} from '@frontrow/protocol';
import type { z } from 'zod';
import type { Operation } from '../operation.ts';

export const catalogOperations: Operation[] = [
  {
    ...reading('listConcerts', '/api/concerts', 'Concerts, by title or artist', concertPage),
    query: concertsQuery,
    problems: ['invalid_input'],
  },
  reading('getConcert', '/api/concerts/{concertId}', 'One concert', concertDetail),
  reading(
    'listSchedules',
    '/api/concerts/{concertId}/schedules',
    'Dates to come of a concert, soonest first',
    schedulesReply,
  ),
  reading('getSchedule', '/api/schedules/{scheduleId}', 'One date with its prices', scheduleDetail),
  reading(
    'getSeats',
    '/api/schedules/{scheduleId}/seats',
    'Status of every seat: one character a seat, A available, H held, S sold',
    seatStatus,
  ),
  reading('getLayout', '/api/layouts/{layoutId}', 'Where the seats are; never changes', layout),
];

/** The same for everybody, so that it can be kept and asked for again by its ETag. */
function reading(id: string, path: string, summary: string, schema: z.ZodType): Operation {
  return {
    id,
    method: 'get',
    path,
    tag: 'Catalog',
    summary,
    needsPlace: true,
    headers: ['If-None-Match'],
    replies: {
      200: { description: 'Found.', schema, headers: ['ETag'] },
      304: { description: 'As the client has it already.', headers: ['ETag'] },
    },
    problems: ['not_found', 'invalid_input'],
  };
}
