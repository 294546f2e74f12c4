import type { ExtraFailure } from '../../strings/words.ts';

const FAILURES: Record<string, ExtraFailure> = {
  code_unknown: 'unknown',
  recovery_code_unknown: 'unknown',
  code_used_up: 'used_up',
  invalid_input: 'unknown',
  too_many_requests: 'too_many',
  not_found: 'unavailable',
  method_not_allowed: 'unavailable',
};

/** Which words a problem of an extra call gets. */
export function failureOf(problem: string | undefined): ExtraFailure {
  return (problem === undefined ? undefined : FAILURES[problem]) ?? 'failed';
}
