import { z } from 'zod';

/**
 * The closed list of problems that edge and origin can answer (RFC 9457). The code is stable and
 * for programs; the title is for people; the status is the HTTP status.
 */
export const PROBLEMS = {
  bad_request: [400, 'The request is not understood'],
  invalid_input: [400, 'Some of the input is not valid'],
  idempotency_key_missing: [400, 'An Idempotency-Key header is needed'],
  path_not_canonical: [400, 'The path is spelled in a way that is not accepted'],
  login_required: [401, 'Please log in'],
  credentials_wrong: [401, 'E-mail address or password is wrong'],
  place_invalid: [401, 'The place token is not valid'],
  edge_signature_invalid: [403, 'The request did not come through the edge'],
  place_required: [403, 'A place in the waiting room is needed'],
  place_waiting: [403, 'It is not your turn yet'],
  place_ended: [403, 'Your time in the shop is over'],
  room_rejecting: [403, 'The shop is closed to new visitors'],
  turnstile_failed: [403, 'The check that keeps bots out was not passed'],
  operator_required: [403, 'Only an operator may do this'],
  cross_site: [403, 'The request came from another site'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This method is not available here'],
  email_taken: [409, 'An account with this e-mail address exists'],
  name_taken: [409, 'Something with this name exists'],
  seat_unavailable: [409, 'Some of the seats are taken'],
  seats_not_left: [409, 'There are not enough seats left'],
  seat_limit_reached: [409, 'The limit of seats for one buyer is reached'],
  sales_closed: [409, 'This date is not on sale'],
  reservation_not_pending: [409, 'The reservation is no longer waiting for payment'],
  hold_expired: [409, 'The seats were held for too long'],
  points_not_enough: [409, 'There are not enough points'],
  balance_limit_reached: [409, 'The wallet cannot hold that many points'],
  idempotency_in_flight: [409, 'The same request is still being worked on'],
  code_used_up: [409, 'The code has been used up'],
  place_not_waiting: [409, 'This place does not wait any more'],
  route_taken: [409, 'Another room covers this already'],
  settings_conflict: [409, 'The settings were changed by somebody else'],
  event_conflict: [409, 'The event cannot be so'],
  body_too_large: [413, 'The body is too large'],
  media_type_unsupported: [415, 'Only application/json is accepted'],
  idempotency_key_reused: [422, 'The Idempotency-Key was used for another request'],
  code_unknown: [422, 'The code is not known or no longer valid'],
  recovery_code_unknown: [422, 'The recovery code is not known or no longer valid'],
  too_many_requests: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  origin_bad_answer: [502, 'The shop gave no usable answer'],
  room_unavailable: [503, 'The waiting room is not reachable; your place is kept'],
  database_unavailable: [503, 'The shop is busy or not reachable'],
  origin_unavailable: [503, 'The shop is not reachable; your place is kept'],
  turnstile_unavailable: [503, 'The check that keeps bots out is not reachable'],
  shutting_down: [503, 'This server is stopping'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
  })
  .catchall(z.unknown());

/** The body of an `application/problem+json` answer. Extra members carry what the code explains. */
export type ProblemDetails = z.infer<typeof problemDetails>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemStatus(code: ProblemCode): number {
  return PROBLEMS[code][0];
}

/** Builds the RFC 9457 body. `type` is a path so that it names no host. */
export function problemBody(
  code: ProblemCode,
  detail?: string,
  extra: Record<string, unknown> = {},
): ProblemDetails {
  const [status, title] = PROBLEMS[code];
  return {
    ...extra,
    type: `/problems/${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
  };
}

type AppErrorOptions = {
  /** Members added to the problem body, such as the seats that were lost. */
  extra?: Record<string, unknown>;
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** A refusal that ends the request. Everything else that is thrown is a bug and is answered 500. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly extra: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, sentence: string, options: AppErrorOptions = {}) {
    super(sentence, { cause: options.cause });
    this.code = code;
    this.status = problemStatus(code);
    this.extra = options.extra ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  toProblem(): ProblemDetails {
    return problemBody(this.code, this.message, this.extra);
  }
}
