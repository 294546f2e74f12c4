import { createCodesBody, idParam, redeemCall, redeemReply, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { actorOf } from '../../admin/actor.ts';
import { createRouter } from '../../http/create-router.ts';
import { readBody, readParams } from '../../http/read-input.ts';
import { placeOf } from '../room-routes.ts';
import type { CodeBatches } from './code-batches.ts';
import type { RedeemCode } from './redeem-code.ts';

const roomParams = z.object({ room: roomId });
const batchParams = roomParams.extend({ batch: idParam });

/** What the edge asks for a visitor who typed a code. */
export function codeRoutes({ redeemCode }: { redeemCode: RedeemCode }): Router {
  const router = createRouter();

  router.post('/rooms/:room/codes', async (req, res) => {
    const place = placeOf(req);
    const { code, network } = readBody(redeemCall, req);
    const number = await redeemCode({ place, code, network });
    res.json(redeemReply.parse({ number }));
  });

  return router;
}

/** Operators make, count and revoke codes. */
export function codeAdminRoutes({ batches }: { batches: CodeBatches }): Router {
  const router = createRouter();

  router.post('/rooms/:room/codes', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const body = readBody(createCodesBody, req);
    const created = await batches.create(room, body, actorOf(req, res));
    res.status(201).set('Cache-Control', 'no-store').json(created);
  });

  router.get('/rooms/:room/codes', async (req, res) => {
    const { room } = readParams(roomParams, req);
    res.set('Cache-Control', 'no-store').json({ items: await batches.list(room) });
  });

  router.delete('/rooms/:room/codes/:batch', async (req, res) => {
    const { room, batch } = readParams(batchParams, req);
    await batches.revoke(room, batch, actorOf(req, res));
    res.status(204).end();
  });

  return router;
}
