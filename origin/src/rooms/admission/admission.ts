import { AppError, MAIN_ROOM, type Place } from '@frontrow/protocol';
import type { Request, RequestHandler, Response } from 'express';
import { edgeContextOf } from '../../http/edge-only.ts';
import type { Logger } from '../../logger.ts';
import type { Metrics } from '../../metrics.ts';
import type { RoomRevocations } from '../revocations/room-revocations.ts';
import type { Rooms } from '../rooms.ts';
import type { EnterOutcome } from '../store/room-line.ts';
import { refusal } from './refusal.ts';
import type { RoomOfRequest } from './room-of-request.ts';
import type { RoomSessions } from './room-session.ts';

type Deps = {
  rooms: Pick<Rooms, 'enter'>;
  revocations: Pick<RoomRevocations, 'covers'>;
  sessions: RoomSessions;
  metrics: Pick<Metrics, 'enters'>;
  logger: Logger;
};

/** Let in until `expiresAt` (undefined: the room is off, or the session alone vouches). */
type Admitted = { expiresAt: Date | undefined };
type Outcome = EnterOutcome | { kind: 'session' | 'unavailable' };

export type Admission = ReturnType<typeof createAdmission>;

/**
 * The judge of what reaches the shop: one `enter` on Redis for each request. While Redis does not
 * answer, visitors who hold a valid room session of their own place go on, and nobody else.
 */
export function createAdmission({ rooms, revocations, sessions, metrics, logger }: Deps) {
  /** Throws the refusal, with the header that the edge turns into a waiting page. */
  async function judge(room: string, req: Request, res: Response): Promise<Admitted> {
    const vouched = edgeContextOf(req)?.place ?? undefined;
    const place = vouched?.room === room ? vouched : undefined;
    // Verified where it decides something, which is not where Redis says "active".
    const readSession = () => sessions.read(req, place);
    const outcome = await ask(room, place, readSession);
    metrics.enters.inc({ room, outcome: outcome.kind });

    if (outcome.kind === 'session' || outcome.kind === 'suspended') {
      return { expiresAt: await readSession() };
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
    readSession: () => Promise<Date | undefined>,
  ): Promise<Outcome> {
    try {
      const outcome = await rooms.enter(room, place, false);
      // Whoever can prove that it was inside before Redis lost its memory goes on.
      const isProved = outcome.kind === 'lost' && (await readSession()) !== undefined;
      return isProved ? await rooms.enter(room, place, true) : outcome;
    } catch (error) {
      if (error instanceof AppError) {
        throw error;
      }
      // Fail closed for everybody but those who can prove that they are inside.
      logger.warn({ err: error, room }, 'enter could not be asked');
      if (place === undefined || (await readSession()) === undefined) {
        return { kind: 'unavailable' };
      }
      return { kind: (await isRevoked(revocations, place)) ? 'ended' : 'session' };
    }
  }

  return {
    judge,
    /** Express middleware: only active places pass. `roomOf` names the room that guards the request. */
    middleware(roomOf: RoomOfRequest): RequestHandler {
      return async (req, res, next) => {
        // Whose room cannot be told is let in nowhere.
        const room = await roomOf(req).catch(() => {
          throw refusal('unavailable', MAIN_ROOM, res);
        });
        await judge(room, req, res);
        next();
      };
    },
  };
}

async function isRevoked(revocations: Deps['revocations'], place: Place): Promise<boolean> {
  try {
    return await revocations.covers(place);
  } catch {
    // MySQL is away as well: nobody can pay, and the session ends by itself within its length.
    return false;
  }
}
