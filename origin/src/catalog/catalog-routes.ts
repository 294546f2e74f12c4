import { concertsQuery, idParam } from '@frontrow/protocol';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Cached } from '../cache/cache.ts';
import { createRouter } from '../http/create-router.ts';
import { readParams, readQuery } from '../http/read-input.ts';
import type { ListConcerts } from './list-concerts.ts';
import type { ListSchedules } from './list-schedules.ts';
import type { ReadConcert } from './read-concert.ts';
import type { ReadLayout } from './read-layout.ts';
import type { ReadSchedule } from './read-schedule.ts';
import type { ReadSeatStatus } from './read-seat-status.ts';

type Deps = {
  listConcerts: ListConcerts;
  readConcert: ReadConcert;
  listSchedules: ListSchedules;
  readSchedule: ReadSchedule;
  readLayout: ReadLayout;
  readSeatStatus: ReadSeatStatus;
};

const concertParams = z.object({ concertId: idParam });
const scheduleParams = z.object({ scheduleId: idParam });
const layoutParams = z.object({ layoutId: idParam });

const A_MOMENT = 'public, max-age=5';
const A_SECOND = 'public, max-age=1';
const JSON_TYPE = 'application/json; charset=utf-8';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The same for everybody, so that the edge may keep the answers as long as their headers say. */
export function catalogRoutes(deps: Deps): Router {
  const router = createRouter();

  router.get('/concerts', async (req, res) => {
    send(req, res, await deps.listConcerts(readQuery(concertsQuery, req)), A_MOMENT);
  });

  router.get('/concerts/:concertId', async (req, res) => {
    const { concertId } = readParams(concertParams, req);
    send(req, res, await deps.readConcert(concertId), A_MOMENT);
  });

  router.get('/concerts/:concertId/schedules', async (req, res) => {
    const { concertId } = readParams(concertParams, req);
    send(req, res, await deps.listSchedules(concertId), A_MOMENT);
  });

  router.get('/schedules/:scheduleId', async (req, res) => {
    const { scheduleId } = readParams(scheduleParams, req);
    send(req, res, await deps.readSchedule(scheduleId), A_SECOND);
  });

  router.get('/schedules/:scheduleId/seats', async (req, res) => {
    const { scheduleId } = readParams(scheduleParams, req);
    send(req, res, await deps.readSeatStatus(scheduleId), A_SECOND);
  });

  router.get('/layouts/:layoutId', async (req, res) => {
    const { layoutId } = readParams(layoutParams, req);
    send(req, res, await deps.readLayout(layoutId), FOR_EVER);
  });

  return router;
}

/** Whoever has these bytes already is answered 304. */
function send(req: Request, res: Response, cached: Cached, cacheControl: string): void {
  const { bytes, etag, stale } = cached;
  res.set('ETag', etag);
  res.set('Cache-Control', stale ? 'no-store' : cacheControl);
  if (stale) {
    res.set('Cache-Status', 'frontrow; hit; ttl=-1; detail=database-away');
  }
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.set('Content-Type', JSON_TYPE);
  res.set('Content-Length', String(bytes.length));
  res.end(bytes);
}
