import { eventPatch, eventPreviewBody, idParam, newEventBody, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { actorOf } from '../../admin/actor.ts';
import { createRouter } from '../../http/create-router.ts';
import { readBody, readParams } from '../../http/read-input.ts';
import type { Rooms } from '../rooms.ts';
import { previewEvent } from './preview-event.ts';
import type { RoomEvents } from './room-events.ts';

type Deps = { rooms: Pick<Rooms, 'applySettings'>; events: RoomEvents };

const roomParams = z.object({ room: roomId });
const eventParams = z.object({ room: roomId, event: idParam });

/** Operators plan events: a time at which a room opens, draws, or behaves otherwise than on other days. */
export function eventRoutes({ rooms, events }: Deps): Router {
  const router = createRouter();
  // In force at once where Redis answers; else the next tick applies it.
  const apply = (room: string) => rooms.applySettings(room).catch(() => false);

  router.get('/rooms/:room/events', async (req, res) => {
    const { room } = readParams(roomParams, req);
    res.json({ items: await events.list(room) });
  });

  router.post('/rooms/:room/events', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const event = await events.create(room, readBody(newEventBody, req), actorOf(req, res));
    await apply(room);
    res.status(201).json(event);
  });

  router.post('/rooms/:room/events/preview', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { event, visitors } = readBody(eventPreviewBody, req);
    res.json(previewEvent({ ...(await events.consider(room, event)), visitors }));
  });

  router.patch('/rooms/:room/events/:event', async (req, res) => {
    const at = readParams(eventParams, req);
    const event = await events.change(at, readBody(eventPatch, req), actorOf(req, res));
    await apply(at.room);
    res.json(event);
  });

  router.delete('/rooms/:room/events/:event', async (req, res) => {
    const at = readParams(eventParams, req);
    await events.remove(at, actorOf(req, res));
    await apply(at.room);
    res.status(204).end();
  });

  return router;
}
