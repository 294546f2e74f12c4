import {
  AppError,
  type RoomAdminView,
  revocationBody,
  roomId,
  roomSettingsPatch,
} from '@frontrow/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { actorOf } from '../admin/actor.ts';
import { createRouter } from '../http/create-router.ts';
import { readBody, readParams } from '../http/read-input.ts';
import type { RoomView } from './registry/room-view.ts';
import type { RevokePlaces } from './revocations/revoke-places.ts';
import type { Rooms } from './rooms.ts';
import type { RoomSettingsStore } from './settings/room-settings-store.ts';

type Deps = {
  rooms: Pick<Rooms, 'applySettings'>;
  settings: RoomSettingsStore;
  roomView: RoomView;
  revokePlaces: RevokePlaces;
};

const roomParams = z.object({ room: roomId });
const ETAG = /^"(?<version>\d{1,10})"$/;

/** The operator's view of the rooms. Settings are versioned: `If-Match` guards against lost changes. */
export function roomAdminRoutes({ rooms, settings, roomView, revokePlaces }: Deps): Router {
  const router = createRouter();

  router.get('/rooms', async (_req, res) => {
    res.json({ items: await roomView.all() });
  });

  router.get('/rooms/:room', async (req, res) => {
    const { room } = readParams(roomParams, req);
    send(res, await roomView.of(room));
  });

  router.patch('/rooms/:room/settings', async (req, res) => {
    const { room } = readParams(roomParams, req);
    await settings.change({
      room,
      patch: readBody(roomSettingsPatch, req),
      expectedVersion: readIfMatch(req),
      ...actorOf(req, res),
    });
    // In force at once where Redis answers; else the next tick applies them.
    await rooms.applySettings(room).catch(() => false);
    send(res, await roomView.of(room));
  });

  router.post('/rooms/:room/revocations', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const body = readBody(revocationBody, req);
    res.status(201).json(await revokePlaces(room, body, actorOf(req, res)));
  });

  return router;
}

function send(res: Response, view: RoomAdminView): void {
  res.set('ETag', `"${view.settingsVersion}"`).set('Cache-Control', 'no-store').json(view);
}

function readIfMatch(req: Request): number | undefined {
  const header = req.get('if-match');
  if (header === undefined || header === '*') {
    return undefined;
  }
  const version = ETAG.exec(header)?.groups?.['version'];
  if (version === undefined) {
    throw new AppError('bad_request', 'If-Match takes the ETag of the settings, such as "3".');
  }
  return Number(version);
}
