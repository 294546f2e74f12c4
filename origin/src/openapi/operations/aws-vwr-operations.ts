import {
  vwrAssignBody,
  vwrAssigned,
  vwrError,
  vwrEventQuery,
  vwrExpiry,
  vwrPublicKey,
  vwrQueueNum,
  vwrRequestQuery,
  vwrServingNum,
  vwrTokenBody,
  vwrTokens,
  vwrWaitingNum,
} from '@frontrow/protocol';
import type { Operation, Reply } from '../operation.ts';

const refused = (description: string): Reply => ({ description, schema: vwrError });

const NOT_YET = refused('Not being served yet.');
const BAD_EVENT = refused('Unknown event.');
const BAD_REQUEST = refused('Unknown event, or not a request id.');
const NO_REQUEST = refused('Not a request of this event.');
const OVER = refused('Expired, or over.');
const AWAY: Reply = { ...refused('The room cannot be asked just now.'), headers: ['Retry-After'] };

const tag = 'AWS Virtual Waiting Room';

/** What the edge answers to clients of the retired AWS Virtual Waiting Room; see docs/migrate-from-aws-vwr.md. */
export const awsVwrOperations: Operation[] = [
  {
    id: 'vwrAssignQueueNum',
    method: 'post',
    path: '/aws-vwr/assign_queue_num',
    tag,
    summary: 'Take a place in line',
    body: vwrAssignBody,
    replies: {
      200: { description: 'In line.', schema: vwrAssigned },
      400: refused('Unknown event, or the room takes nobody this way.'),
      429: refused('Too many from this network.'),
      500: AWAY,
    },
  },
  {
    id: 'vwrQueueNum',
    method: 'get',
    path: '/aws-vwr/queue_num',
    tag,
    summary: 'The number of a place',
    query: vwrRequestQuery,
    replies: {
      200: { description: 'Its number.', schema: vwrQueueNum },
      202: refused('Not drawn yet.'),
      400: BAD_REQUEST,
    },
  },
  {
    id: 'vwrQueuePosExpiry',
    method: 'get',
    path: '/aws-vwr/queue_pos_expiry',
    tag,
    summary: 'How long a place that is being served is kept',
    query: vwrRequestQuery,
    replies: {
      200: { description: 'Seconds left.', schema: vwrExpiry },
      202: NOT_YET,
      400: BAD_REQUEST,
      404: NO_REQUEST,
      410: OVER,
      500: AWAY,
    },
  },
  {
    id: 'vwrServingNum',
    method: 'get',
    path: '/aws-vwr/serving_num',
    tag,
    summary: 'The watermark: every number up to it is being served',
    query: vwrEventQuery,
    replies: {
      200: { description: 'The watermark.', schema: vwrServingNum },
      400: BAD_EVENT,
      500: AWAY,
    },
  },
  {
    id: 'vwrWaitingNum',
    method: 'get',
    path: '/aws-vwr/waiting_num',
    tag,
    summary: 'How many have no token yet',
    query: vwrEventQuery,
    replies: {
      200: { description: 'In line or called.', schema: vwrWaitingNum },
      400: BAD_EVENT,
      500: AWAY,
    },
  },
  {
    id: 'vwrGenerateToken',
    method: 'post',
    path: '/aws-vwr/generate_token',
    tag,
    summary: 'Go in, and get tokens that prove it',
    body: vwrTokenBody,
    replies: {
      200: {
        description: 'Inside. The tokens end with the session.',
        schema: vwrTokens,
        headers: ['X-Waiting-Room-Token', 'X-Waiting-Room-Session', 'Set-Cookie'],
      },
      202: NOT_YET,
      400: BAD_REQUEST,
      404: refused('Not a request of this event, or there is no key to sign with.'),
      410: OVER,
      500: AWAY,
    },
  },
  {
    id: 'vwrPublicKey',
    method: 'get',
    path: '/aws-vwr/public_key',
    tag,
    summary: 'The key that verifies the tokens',
    query: vwrEventQuery,
    replies: {
      200: { description: 'An RSA key (JWK).', schema: vwrPublicKey },
      404: refused('Unknown event, or there is no key.'),
    },
  },
];
