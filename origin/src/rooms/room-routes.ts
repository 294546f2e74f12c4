import { AppError, arrivalsBody, enterReply, roomId, roomSnapshots } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../http/create-router.ts';
import { edgeContextOf } from '../http/edge-only.ts';
import { readBody, readParams } from '../http/read-input.ts';
import type { Admission } from './admission.ts';
import type { RoomNames } from './room-names.ts';
import type { Rooms } from './rooms.ts';

type Deps = { rooms: Rooms; roomNames: RoomNames; admission: Admission };

const roomParams = z.object({ room: roomId });

/** What the edge asks: snapshots each second, arrivals in batches, entering before a page, leaving. */
export function roomRoutes({ rooms, roomNames, admission }: Deps): Router {
  const router = createRouter();

  router.get('/rooms', async (_req, res) => {
    const names = await roomNames();
    const snapshots = await withRoom(() => Promise.all(names.map((name) => rooms.snapshot(name))));
    res.set('Cache-Control', 'no-store').json(roomSnapshots.parse({ rooms: snapshots }));
  });

  router.post('/rooms/:room/arrivals', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { arrivals } = readBody(arrivalsBody, req);
    res.json(await withRoom(() => rooms.arrive(room, arrivals)));
  });

  router.post('/rooms/:room/enter', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { expiresAt } = await admission.judge(room, req, res);
    // A suspended room lets everybody in for as long as it is suspended.
    const until = expiresAt ?? new Date(Date.now() + 60_000);
    res.json(enterReply.parse({ state: 'active', expiresAt: until.toISOString() }));
  });

  router.post('/rooms/:room/leave', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const place = edgeContextOf(req)?.place;
    if (place?.room !== room) {
      throw new AppError('place_required', 'Only a place of this room can leave it.');
    }
    await withRoom(() => rooms.leave(room, place.id, 'left'));
    res.status(204).end();
  });

  return router;
}

/** A room that cannot be asked is a 503 that says so; refusals pass. */
async function withRoom<T>(operation: () => Promise<T>): Promise<T> {
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
