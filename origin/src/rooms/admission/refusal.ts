import {
  AppError,
  type EnterRefusal,
  type ProblemCode,
  ROOM_REFUSED_HEADER,
} from '@frontrow/protocol';
import type { Response } from 'express';

const REFUSALS: Record<EnterRefusal, [ProblemCode, string]> = {
  waiting: ['place_waiting', 'Your turn has not come yet.'],
  full: ['place_waiting', 'It is your turn; you enter as soon as somebody leaves.'],
  ended: ['place_ended', 'This place has ended; take a new one.'],
  lost: ['place_waiting', 'The room is putting the line together again; your place is kept.'],
  rejecting: ['room_rejecting', 'The room takes no new visitors.'],
  required: ['place_required', 'Join the waiting room first.'],
  unavailable: ['room_unavailable', 'The room cannot be asked just now; your place is kept.'],
};
const RETRY_AFTER_SECONDS: Partial<Record<EnterRefusal, number>> = {
  waiting: 5,
  full: 2,
  lost: 2,
  unavailable: 5,
};

/** The problem of a place that is not let in, with the header that the edge turns into a waiting page. */
export function refusal(reason: EnterRefusal, room: string, res: Response): AppError {
  res.set(ROOM_REFUSED_HEADER, reason);
  const [code, sentence] = REFUSALS[reason];
  const retryAfterSeconds = RETRY_AFTER_SECONDS[reason];
  return new AppError(code, sentence, {
    extra: { room, reason },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
