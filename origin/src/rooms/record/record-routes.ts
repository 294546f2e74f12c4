import { idParam, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../../http/create-router.ts';
import { readParams, readQuery } from '../../http/read-input.ts';
import type { ReadRecord } from './read-record.ts';

type Deps = { record: ReadRecord };

const roomParams = z.object({ room: roomId });
const drawParams = roomParams.extend({ draw: idParam });
export const admissionsQuery = z.object({ after: idParam.optional() });

/** What was drawn and who was admitted, for whoever checks one against the other. */
export function recordRoutes({ record }: Deps): Router {
  const router = createRouter();

  router.get('/rooms/:room/draws', async (req, res) => {
    const { room } = readParams(roomParams, req);
    res.json({ items: await record.draws(room) });
  });

  router.get('/rooms/:room/draws/:draw/admissions', async (req, res) => {
    const { room, draw } = readParams(drawParams, req);
    const { after = 0 } = readQuery(admissionsQuery, req);
    res.json(await record.admissions({ room, draw, after }));
  });

  return router;
}
