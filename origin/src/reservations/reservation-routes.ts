import { holdBody, idParam, pageQuery } from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { userOf } from '../accounts/authenticate.ts';
import { createRouter } from '../http/create-router.ts';
import { readBody, readParams, readQuery } from '../http/read-input.ts';
import { readIdempotentRequest, sendIdempotentReply } from '../idempotency/idempotent-http.ts';
import type { ReleaseReservation } from './ending/release-reservation.ts';
import type { HoldSeats } from './holding/hold-seats.ts';
import type { ReadReservations } from './read-reservations.ts';

type Deps = {
  holdSeats: HoldSeats;
  readReservations: ReadReservations;
  releaseReservation: ReleaseReservation;
};

const scheduleParams = z.object({ scheduleId: idParam });
const reservationParams = z.object({ reservationId: idParam });

export function reservationRoutes(deps: Deps): Router {
  const { holdSeats, readReservations, releaseReservation } = deps;
  const router = createRouter();

  router.post('/schedules/:scheduleId/reservations', async (req, res) => {
    const { scheduleId } = readParams(scheduleParams, req);
    const body = readBody(holdBody, req);
    const request = readIdempotentRequest(req, userOf(res).id, body);
    sendIdempotentReply(res, await holdSeats(request, scheduleId, body));
  });

  router.get('/reservations', async (req, res) => {
    const page = await readReservations.page({
      userId: userOf(res).id,
      ...readQuery(pageQuery, req),
    });
    res.json(page);
  });

  router.get('/reservations/:reservationId', async (req, res) => {
    const { reservationId } = readParams(reservationParams, req);
    const view = await readReservations.one(userOf(res).id, reservationId);
    res.json(view);
  });

  router.delete('/reservations/:reservationId', async (req, res) => {
    const { reservationId } = readParams(reservationParams, req);
    const view = await releaseReservation({ userId: userOf(res).id, reservationId });
    res.json(view);
  });

  return router;
}
