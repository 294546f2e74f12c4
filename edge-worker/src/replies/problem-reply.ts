import {
  PROBLEM_MEDIA_TYPE,
  problemBody,
  problemStatus,
  REQUEST_ID_HEADER,
  type ProblemCode,
} from '@frontrow/protocol';

type Details = {
  requestId: string;
  detail?: string;
  /** Members that explain the code. */
  extra?: Record<string, unknown>;
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
};

/** A problem+json answer (RFC 9457), never cached. */
export function problemReply(code: ProblemCode, details: Details): Response {
  const { requestId, detail, extra, retryAfterSeconds } = details;
  const headers = new Headers({
    'cache-control': 'private, no-store',
    'content-type': PROBLEM_MEDIA_TYPE,
    'x-content-type-options': 'nosniff',
    [REQUEST_ID_HEADER]: requestId,
    ...details.headers,
  });
  if (retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(Math.ceil(retryAfterSeconds)));
  }
  const body = JSON.stringify({ ...problemBody(code, detail, extra), requestId });
  return new Response(body, { status: problemStatus(code), headers });
}
