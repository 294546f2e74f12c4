import { z } from 'zod';

/** The bodies of the public calls of AWS Virtual Waiting Room, by its developer guide. */

/** The id of a room. */
const eventId = z.string();
/** Opaque to clients: here a signed place. */
const requestId = z.string();

export const vwrAssignBody = z.object({ event_id: eventId });
export const vwrTokenBody = z.object({ event_id: eventId, request_id: requestId });
export const vwrEventQuery = z.object({ event_id: eventId });
export const vwrRequestQuery = z.object({ event_id: eventId, request_id: requestId });

export const vwrAssigned = z.object({ api_request_id: requestId });
export const vwrQueueNum = z.object({
  queue_number: z.number().int().positive(),
  /** Seconds since 1970. */
  entry_time: z.number().int(),
  event_id: eventId,
  status: z.literal(1),
});
export const vwrServingNum = z.object({ serving_counter: z.number().int().nonnegative() });
export const vwrWaitingNum = z.object({ waiting_num: z.number().int().nonnegative() });
export const vwrExpiry = z.object({ expires_in: z.number().int().nonnegative() });
export const vwrTokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int().nonnegative(),
});
export const vwrPublicKey = z.object({
  kty: z.literal('RSA'),
  alg: z.literal('RS256'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
});
export const vwrError = z.object({ error: z.string() });
