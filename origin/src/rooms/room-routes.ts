import {
  AppError,
  arrivalsBody,
  enterReply,
  type Place,
  roomId,
  roomSnapshots,
} from '@frontrow/protocol';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../http/create-router.ts';
import { edgeContextOf } from '../http/edge-only.ts';
import { readBody, readParams } from '../http/read-input.ts';
import type { Admission } from './admission/admission.ts';
import type { ExtendSession } from './admission/extend-session.ts';
import type { TakeArrivals } from './arrivals/take-arrivals.ts';
import type { RoomSnapshots } from './registry/room-snapshots.ts';
import { shareReadings } from './registry/share-readings.ts';
import type { Rooms } from './rooms.ts';

type Deps = {
  rooms: Rooms;
  takeArrivals: TakeArrivals;
  snapshots: RoomSnapshots;
  admission: Admission;
  extendSession: ExtendSession;
};

/** A visitor leaves by itself; the shop completes a place or revokes it. */
const ENDINGS = [
  ['leave', 'left'],
  ['complete', 'completed'],
  ['revoke', 'revoked'],
] as const;

const roomParams = z.object({ room: roomId });

/** What the edge asks: snapshots each second, arrivals in batches, entering before a page, ends of places. */
export function roomRoutes(deps: Deps): Router {
  const { rooms, takeArrivals, snapshots, admission, extendSession } = deps;
  const router = createRouter();
  const readSnapshots = shareReadings(async () => {
    const rooms = await withRoom(snapshots);
    return JSON.stringify(roomSnapshots.parse({ rooms }));
  });

  router.get('/rooms', async (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .type('json')
      .send(await readSnapshots());
  });

  router.post('/rooms/:room/arrivals', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { arrivals, calledUpTo } = readBody(arrivalsBody, req);
    res.json(await withRoom(() => takeArrivals(room, arrivals, calledUpTo)));
  });

  router.post('/rooms/:room/enter', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { expiresAt } = await admission.judge(room, req, res);
    // A suspended room lets everybody in for as long as it is suspended.
    const until = expiresAt ?? new Date(Date.now() + 60_000);
    res.json(enterReply.parse({ state: 'active', expiresAt: until.toISOString() }));
  });

  for (const [verb, total] of ENDINGS) {
    router.post(`/rooms/:room/${verb}`, async (req, res) => {
      const place = placeOf(req);
      await withRoom(() => rooms.leave(place.room, place.id, total));
      res.status(204).end();
    });
  }

  router.post('/rooms/:room/extend', async (req, res) => {
    const expiresAt = await extendSession(placeOf(req), req, res);
    res.json(enterReply.parse({ state: 'active', expiresAt: expiresAt.toISOString() }));
  });

  return router;
}

/** The place that the edge vouches for, in the room that the path names. */
export function placeOf(req: Request): Place {
  const { room } = readParams(roomParams, req);
  const place = edgeContextOf(req)?.place;
  if (place?.room !== room) {
    throw new AppError('place_required', 'Only a place of this room can do that.');
  }
  return place;
}

/** A room that cannot be asked is a 503 that says so; refusals pass. */
export async function withRoom<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    throw new AppError('room_unavailable', 'The room cannot be asked just now.', {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
}
