import {
  AppError,
  type EnterRefusal,
  type Place,
  type ProblemCode,
  ROOM_REFUSED_HEADER,
} from '@frontrow/protocol';
import type { Request, RequestHandler, Response } from 'express';
import { edgeContextOf } from '../http/edge-only.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { RoomSessions } from './room-session.ts';
import type { EnterOutcome } from './room-store.ts';
import type { Rooms } from './rooms.ts';

type Deps = {
  rooms: Pick<Rooms, 'enter'>;
  sessions: RoomSessions;
  metrics: Pick<Metrics, 'enters'>;
  logger: Logger;
};

/** Let in until `expiresAt` (undefined: the room is off, or the session alone vouches). */
type Admitted = { expiresAt: Date | undefined };
type Outcome = EnterOutcome | { kind: 'session' | 'unavailable' };

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

export type Admission = ReturnType<typeof createAdmission>;

/**
 * The judge of what reaches the shop: one `enter` on Redis for each request. While Redis does not
 * answer, visitors who hold a valid room session of their own place go on, and nobody else.
 */
export function createAdmission({ rooms, sessions, metrics, logger }: Deps) {
  /** Throws the refusal, with the header that the edge turns into a waiting page. */
  async function judge(room: string, req: Request, res: Response): Promise<Admitted> {
    const vouched = edgeContextOf(req)?.place ?? undefined;
    const place = vouched?.room === room ? vouched : undefined;
    const session = await sessions.read(req, place);
    const outcome = await ask(room, place, session !== undefined);
    metrics.enters.inc({ room, outcome: outcome.kind });

    if (outcome.kind === 'suspended' || outcome.kind === 'session') {
      return { expiresAt: session };
    }
    if (outcome.kind !== 'active') {
      throw refusal(outcome.kind, room, res);
    }
    if (place !== undefined) {
      await sessions.renew(req, res, place, outcome);
    }
    return { expiresAt: new Date(outcome.expiresAtMs) };
  }

  async function ask(
    room: string,
    place: Place | undefined,
    hasSession: boolean,
  ): Promise<Outcome> {
    try {
      return await rooms.enter(room, place, hasSession);
    } catch (error) {
      // Fail closed for everybody but those who can prove that they are inside.
      logger.debug({ err: error, room }, 'enter could not be asked');
      return { kind: hasSession ? 'session' : 'unavailable' };
    }
  }

  return {
    judge,
    /** Express middleware: only active places pass. `roomOf` names the room that guards the path. */
    middleware(roomOf: (req: Request) => string): RequestHandler {
      return async (req, res, next) => {
        await judge(roomOf(req), req, res);
        next();
      };
    },
  };
}

function refusal(reason: EnterRefusal, room: string, res: Response): AppError {
  res.set(ROOM_REFUSED_HEADER, reason);
  const [code, sentence] = REFUSALS[reason];
  const retryAfterSeconds = RETRY_AFTER_SECONDS[reason];
  return new AppError(code, sentence, {
    extra: { room, reason },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
