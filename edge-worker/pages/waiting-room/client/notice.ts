import type { Notice } from '../strings.ts';
import type { Sight } from './wait-loop.ts';

type Facts = { sight: Pick<Sight, 'failures' | 'recounted' | 'status'>; leavingFailed: boolean };

/** The one thing most worth knowing beside the situation. */
export function readNotice({ sight, leavingFailed }: Facts): Notice {
  // While the shop is known to be away the situation itself says so.
  if (sight.failures > 0 && sight.status.reason !== 'unavailable') {
    return 'offline';
  }
  if (leavingFailed) {
    return 'leave_failed';
  }
  return sight.recounted ? 'recounted' : 'none';
}
