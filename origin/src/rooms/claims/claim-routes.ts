import { AppError, placeClaim, roomId } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { createRouter } from '../../http/create-router.ts';
import { edgeContextOf } from '../../http/edge-only.ts';
import { readParams } from '../../http/read-input.ts';
import type { ReadClaim } from './read-claim.ts';

const roomParams = z.object({ room: roomId });

/** What the edge asks for clients that want to know how long their turn is kept. */
export function claimRoutes({ readClaim }: { readClaim: ReadClaim }): Router {
  const router = createRouter();

  router.get('/rooms/:room/claim', async (req, res) => {
    const { room } = readParams(roomParams, req);
    const place = edgeContextOf(req)?.place;
    if (place?.room !== room) {
      throw new AppError('place_required', 'Only a place of this room can ask that.');
    }
    res.set('Cache-Control', 'no-store').json(placeClaim.parse(await readClaim(place)));
  });

  return router;
}
