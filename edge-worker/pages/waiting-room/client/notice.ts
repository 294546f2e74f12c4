import type { Notice } from '../strings/words.ts';
import type { Sight } from './sight.ts';

type Facts = {
  sight: Pick<Sight, 'failures' | 'recounted' | 'status'>;
  leavingFailed: boolean;
  challengeFailed: boolean;
};

/** The one thing most worth knowing beside the situation. */
export function readNotice({ sight, leavingFailed, challengeFailed }: Facts): Notice {
  // While the shop is known to be away the situation itself says so.
  if (sight.failures > 0 && sight.status.reason !== 'unavailable') {
    return 'offline';
  }
  if (leavingFailed) {
    return 'leave_failed';
  }
  if (challengeFailed && sight.status.state === 'challenge') {
    return 'challenge_failed';
  }
  return sight.recounted ? 'recounted' : 'none';
}
