import {
  createConcertBody,
  createSchedulesBody,
  createVenueBody,
  grantBody,
  idParam,
  logInBody,
  pageQuery,
} from '@frontrow/protocol';
import type { Router } from 'express';
import { z } from 'zod';
import { userOf } from '../accounts/authenticate.ts';
import { createRouter } from '../http/create-router.ts';
import { readBody, readParams, readQuery } from '../http/read-input.ts';
import { readIdempotentRequest, sendIdempotentReply } from '../idempotency/idempotent-http.ts';
import { actorOf } from './actor.ts';
import type { CreateConcert } from './create-concert.ts';
import type { CreateSchedules } from './create-schedules.ts';
import type { CreateVenue } from './create-venue.ts';
import type { FindUser } from './find-user.ts';
import type { GrantPoints } from './grant-points.ts';
import type { ListAuditLog } from './list-audit-log.ts';

type Deps = {
  createVenue: CreateVenue;
  createConcert: CreateConcert;
  createSchedules: CreateSchedules;
  findUser: FindUser;
  grantPoints: GrantPoints;
  listAuditLog: ListAuditLog;
};

const concertParams = z.object({ concertId: idParam });
const userParams = z.object({ userId: idParam });
const userQuery = logInBody.pick({ email: true });

/** Behind `requireOperator`. */
export function adminRoutes(deps: Deps): Router {
  const router = createRouter();

  router.post('/venues', async (req, res) => {
    const body = readBody(createVenueBody, req);
    res.status(201).json(await deps.createVenue(body, actorOf(req, res)));
  });

  router.post('/concerts', async (req, res) => {
    const body = readBody(createConcertBody, req);
    res.status(201).json(await deps.createConcert(body, actorOf(req, res)));
  });

  router.post('/concerts/:concertId/schedules', async (req, res) => {
    const { concertId } = readParams(concertParams, req);
    const body = readBody(createSchedulesBody, req);
    const items = await deps.createSchedules(concertId, body, actorOf(req, res));
    res.status(201).json({ items });
  });

  router.get('/users', async (req, res) => {
    const { email } = readQuery(userQuery, req);
    res.json(await deps.findUser(email));
  });

  router.post('/users/:userId/grants', async (req, res) => {
    const { userId } = readParams(userParams, req);
    const body = readBody(grantBody, req);
    const request = readIdempotentRequest(req, userOf(res).id, body);
    const grant = { userId, ...body };
    sendIdempotentReply(res, await deps.grantPoints(request, grant, actorOf(req, res)));
  });

  router.get('/audit-log', async (req, res) => {
    res.json(await deps.listAuditLog(readQuery(pageQuery, req)));
  });

  return router;
}
