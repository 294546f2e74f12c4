import { LOGIN_COOKIE, PLACE_COOKIE, idempotencyKey, idParam, roomId } from '@frontrow/protocol';
import { z } from 'zod';
import { parameterSchema } from './named-schemas.ts';
import type { ReplyHeader } from './operation.ts';

/** What may stand in braces in a path. */
export const PATH_PARAMETERS: Record<string, z.ZodType> = {
  room: roomId,
  concertId: idParam,
  scheduleId: idParam,
  layoutId: idParam,
  reservationId: idParam,
  batch: idParam,
  event: idParam,
  draw: idParam,
  userId: idParam,
  code: z.string().regex(/^[0-9A-Za-z]{16}$/),
};

const text = { type: 'string' };

export const sharedParameters = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'A new one for each intent, the same one for a retry.',
    schema: parameterSchema(idempotencyKey),
  },
  'Join-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Random, and new for each join: repeated under the same key, it gives the same place.',
    schema: { type: 'string', pattern: '^[\\w-]{16,64}$' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the settings that were seen: refused when they have changed since.',
    schema: text,
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of what the client has.',
    schema: text,
  },
  'X-Waiting-Room-Session': {
    name: 'X-Waiting-Room-Session',
    in: 'header',
    description: 'Of apps: the newest session token, which lets them go on while the room is away.',
    schema: text,
  },
};

export const sharedHeaders: Record<ReplyHeader, object> = {
  ETag: { description: 'Names this version of the answer.', schema: text },
  'Idempotency-Replayed': {
    description: '`true` where the first answer to this key is given again.',
    schema: { type: 'string', const: 'true' },
  },
  'Retry-After': {
    description: 'Seconds to wait before asking again.',
    schema: { type: 'integer', minimum: 0 },
  },
  'Set-Cookie': { description: 'Of browsers: place, session or login.', schema: text },
  'X-Waiting-Room-Session': { description: 'Of apps: the session token to keep.', schema: text },
  'X-Waiting-Room-Token': { description: 'Of apps: the place token to keep.', schema: text },
};

export const securitySchemes = {
  placeToken: { type: 'apiKey', in: 'header', name: 'X-Waiting-Room-Token' },
  placeCookie: { type: 'apiKey', in: 'cookie', name: PLACE_COOKIE },
  loginToken: { type: 'http', scheme: 'bearer' },
  loginCookie: { type: 'apiKey', in: 'cookie', name: LOGIN_COOKIE },
};
