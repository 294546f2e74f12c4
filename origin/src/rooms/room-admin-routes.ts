import {
  AppError,
  type RoomAdminView,
  type RoomSnapshot,
  revocationBody,
  roomId,
  roomSettingsPatch,
} from '@frontrow/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { actorOf } from '../admin/actor.ts';
import { createRouter } from '../http/create-router.ts';
import { readBody, readParams } from '../http/read-input.ts';
import type { RevokePlaces } from './revocations/revoke-places.ts';
import type { Rooms } from './rooms.ts';
import type { RoomSettingsStore } from './settings/room-settings-store.ts';
import type { VersionedSettings } from './store/room-store.ts';

type Deps = { rooms: Rooms; settings: RoomSettingsStore; revokePlaces: RevokePlaces };

const roomParams = z.object({ room: roomId });
const ETAG = /^"(?<version>\d{1,10})"$/;

/** The operator's view of the rooms. Settings are versioned: `If-Match` guards against lost changes. */
export function roomAdminRoutes({ rooms, settings, revokePlaces }: Deps): Router {
  const router = createRouter();

  router.get('/rooms', async (_req, res) => {
    const all = await settings.all();
    const items = await Promise.all([...all].map(([room, versioned]) => view(room, versioned)));
    res.json({ items });
  });

  router.get('/rooms/:room', async (req, res) => {
    const { room } = readParams(roomParams, req);
    send(res, await view(room, await settings.of(room)));
  });

  router.patch('/rooms/:room/settings', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const changed = await settings.change({
      room,
      patch: readBody(roomSettingsPatch, req),
      expectedVersion: readIfMatch(req),
      ...actorOf(req, res),
    });
    // In force at once where Redis answers; else the next tick applies them.
    await rooms.applySettings(room).catch(() => false);
    send(res, await view(room, changed));
  });

  router.post('/rooms/:room/revocations', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const body = readBody(revocationBody, req);
    res.status(201).json(await revokePlaces(room, body, actorOf(req, res)));
  });

  return router;

  async function view(
    room: string,
    { version, settings }: VersionedSettings,
  ): Promise<RoomAdminView> {
    return { room, settings, settingsVersion: version, live: await liveOrNull(room) };
  }

  /** Fails to null, not to an error: the operator must reach the settings while Redis is away. */
  function liveOrNull(room: string): Promise<RoomSnapshot | null> {
    return rooms.snapshot(room).catch(() => null);
  }
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
