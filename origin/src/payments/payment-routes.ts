import { idParam, ROOM_COMPLETED_HEADER } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { userOf } from '../accounts/authenticate.ts';
import { createRouter } from '../http/create-router.ts';
import { edgeContextOf } from '../http/edge-only.ts';
import { readParams } from '../http/read-input.ts';
import { readIdempotentRequest, sendIdempotentReply } from '../idempotency/idempotent-http.ts';
import type { PayReservation } from './pay-reservation.ts';

type Deps = { payReservation: PayReservation };

const paymentParams = z.object({ reservationId: idParam });
export const PAYMENT_PATH = '/reservations/:reservationId/payment';

export function paymentRoutes({ payReservation }: Deps): Router {
  const router = createRouter();

  router.post(PAYMENT_PATH, async (req, res) => {
    const { reservationId } = readParams(paymentParams, req);
    const request = readIdempotentRequest(req, userOf(res).id);
    const place = edgeContextOf(req)?.place ?? undefined;
    const reply = await payReservation(request, {
      reservationId,
      place: place && { room: place.room, placeId: place.id },
    });
    if (place !== undefined && !reply.replayed) {
      res.set(ROOM_COMPLETED_HEADER, 'true');
    }
    sendIdempotentReply(res, reply);
  });

  return router;
}
