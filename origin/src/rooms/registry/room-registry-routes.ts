import { createRoomBody, roomId, roomRoutesBody } from '@frontrow/protocol';
import type { Response, Router } from 'express';
import { z } from 'zod';
import { actorOf } from '../../admin/actor.ts';
import { createRouter } from '../../http/create-router.ts';
import { readBody, readParams } from '../../http/read-input.ts';
import type { RoomRegistry } from './room-registry.ts';
import type { RoomView } from './room-view.ts';

type Deps = { registry: RoomRegistry; roomView: RoomView };

const roomParams = z.object({ room: roomId });

/** Operators make and delete rooms, and say what they cover. */
export function roomRegistryRoutes({ registry, roomView }: Deps): Router {
  const router = createRouter();

  router.post('/rooms', async (req, res) => {
    const body = readBody(createRoomBody, req);
    await registry.create(body, actorOf(req, res));
    res.status(201);
    await send(res, body.room);
  });

  router.put('/rooms/:room/routes', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { routes } = readBody(roomRoutesBody, req);
    await registry.replaceRoutes(room, routes, actorOf(req, res));
    await send(res, room);
  });

  router.delete('/rooms/:room', async (req, res) => {
    const { room } = readParams(roomParams, req);
    await registry.remove(room, actorOf(req, res));
    res.status(204).end();
  });

  return router;

  async function send(res: Response, room: string): Promise<void> {
    const view = await roomView.of(room);
    res.set('ETag', `"${view.settingsVersion}"`).set('Cache-Control', 'no-store').json(view);
  }
}
