import { AppError, type Place } from '@frontrow/protocol';
import type { Request, Response } from 'express';
import type { Rooms } from '../rooms.ts';
import { refusal } from './refusal.ts';
import type { RoomSessions } from './room-session.ts';

type Deps = { rooms: Pick<Rooms, 'extend'>; sessions: RoomSessions };

export type ExtendSession = ReturnType<typeof createExtendSession>;

/** By the shop's word, the whole session again for a place that is inside; refuses any other. */
export function createExtendSession({ rooms, sessions }: Deps) {
  return async function extendSession(place: Place, req: Request, res: Response): Promise<Date> {
    const outcome = await ask(place, res);
    if (outcome.kind === 'ended') {
      throw refusal('ended', place.room, res);
    }
    await sessions.renew(req, res, place, outcome);
    return new Date(outcome.expiresAtMs);
  };

  /** While Redis is away the visitor stays inside for as long as its session lasts already. */
  async function ask({ room, id }: Place, res: Response) {
    try {
      return await rooms.extend(room, id);
    } catch (error) {
      throw error instanceof AppError ? error : refusal('unavailable', room, res);
    }
  }
}
