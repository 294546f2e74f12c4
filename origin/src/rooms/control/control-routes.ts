import { AppError, roomControlView, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../../http/create-router.ts';
import { readParams } from '../../http/read-input.ts';
import type { RoomSettingsStore } from '../settings/room-settings-store.ts';
import type { ControlStore } from './control-store.ts';
import type { OriginLoads } from './measuring/origin-loads.ts';

type Deps = {
  settings: Pick<RoomSettingsStore, 'of'>;
  control: ControlStore;
  loads: Pick<OriginLoads, 'read'>;
};

const roomParams = z.object({ room: roomId });

/** What the controller of a room sees, does, and why. */
export function controlRoutes({ settings, control, loads }: Deps): Router {
  const router = createRouter();

  router.get('/rooms/:room/control', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { settings: set } = await settings.of(room);
    const [load, { latest }, steps] = await orUnavailable(
      Promise.all([loads.read(), control.read(room), control.steps(room)]),
    );
    const view = {
      room,
      controlled: set.controlled,
      stockLimited: set.stock_limited,
      load: load ?? null,
      latest,
      steps,
    };
    res.set('Cache-Control', 'no-store').json(roomControlView.parse(view));
  });

  return router;
}

/** All of it is in Redis: while that is away there is nothing to tell. */
async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new AppError('room_unavailable', 'The controller cannot be asked just now.', {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
}
