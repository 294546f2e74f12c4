import { claimCall, claimReply, newRecoveryReply, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../../http/create-router.ts';
import { readBody, readParams } from '../../http/read-input.ts';
import type { Attempts } from '../codes/attempts.ts';
import { placeOf } from '../room-routes.ts';
import type { ClaimPlace } from './claim-place.ts';
import type { RecoveryCodes } from './recovery-codes.ts';

type Deps = { recoveryCodes: RecoveryCodes; claimPlace: ClaimPlace; attempts: Attempts };

const roomParams = z.object({ room: roomId });

/** What the edge asks for a visitor who takes its place to another browser. */
export function recoveryRoutes({ recoveryCodes, claimPlace, attempts }: Deps): Router {
  const router = createRouter();

  router.post('/rooms/:room/recovery', async (req, res) => {
    const place = placeOf(req);
    await attempts.count(place.id);
    res.status(201).json(newRecoveryReply.parse({ code: await recoveryCodes.make(place) }));
  });

  router.post('/rooms/:room/recovery-claims', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const { code, placeId, network } = readBody(claimCall, req);
    const place = await claimPlace({ room, code, newId: placeId, network });
    res.json(claimReply.parse({ place }));
  });

  return router;
}
