import {
  problemDetails,
  PROBLEMS,
  type ProblemCode,
  type ProblemDetails,
} from '@frontrow/protocol';

/** `network`: no answer at all. `unexpected`: an answer that is neither the reply nor a problem. */
export type FailureCode = ProblemCode | 'network' | 'unexpected';

type Answer = { problem?: ProblemDetails; retryAfterSeconds?: number | undefined; cause?: unknown };

/** What went wrong with a call, in a form that a page can put into words. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: FailureCode;
  readonly problem: ProblemDetails | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FailureCode, { problem, retryAfterSeconds, cause }: Answer = {}) {
    super(problem?.detail ?? code, { cause });
    this.code = code;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const PLACE_REFUSALS: readonly FailureCode[] = ['place_required', 'place_waiting', 'place_ended'];

/** True when the room refused the call: the Worker shows the waiting page at the same address. */
export function isPlaceRefusal(code: FailureCode): boolean {
  return PLACE_REFUSALS.includes(code);
}

/** Who has to log in, to wait, or to ask less often may have been served a moment before: only what the wish itself is told tells. */
const ASKED_BEFORE: readonly number[] = [401, 403, 429];

/**
 * A definite no: the next try is a new wish. Otherwise nobody knows what became of an earlier try whose answer was
 * lost, and the wish keeps its key.
 */
export function isAnswerToTheWish({ code, problem }: ApiFailure): boolean {
  return (
    code !== 'idempotency_in_flight' &&
    problem !== undefined &&
    problem.status < 500 &&
    !ASKED_BEFORE.includes(problem.status)
  );
}

/** Reads a refused response; a body that is no problem is a failure of its own, not an exception. */
export async function readFailure(response: Response): Promise<ApiFailure> {
  const retryAfterSeconds = readRetryAfter(response.headers.get('retry-after'));
  const json: unknown = await response.json().catch(() => undefined);
  const problem = problemDetails.safeParse(json).data;
  if (problem === undefined || !isProblemCode(problem.code)) {
    return new ApiFailure('unexpected', { retryAfterSeconds });
  }
  return new ApiFailure(problem.code, { problem, retryAfterSeconds });
}

/** Seconds; dates are not used by our servers. */
function readRetryAfter(header: string | null): number | undefined {
  const seconds = Number.parseInt(header ?? '', 10);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), 300);
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
