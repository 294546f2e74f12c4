import type { KeyRing } from '@frontrow/protocol';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { healthRoutes, type Health } from './health/health-routes.ts';
import { createRouter } from './http/create-router.ts';
import { edgeIfSigned, edgeOnly } from './http/edge-only.ts';
import { errorHandler, notFound } from './http/error-handler.ts';
import { jsonBody } from './http/json-body.ts';
import { requestLog, sendRequestId } from './http/request-log.ts';
import type { Logger } from './logger.ts';
import type { HttpMetrics } from './metrics.ts';

type Deps = {
  logger: Logger;
  metrics: HttpMetrics;
  health: Health;
  edgeKeys: KeyRing;
  /** Reads the login, where there is one, and refuses cross-site writes that carry its cookie. */
  authenticate: RequestHandler;
  /** Lets only active places pass; see `rooms/admission/admission.ts`. */
  admission: RequestHandler;
  routers: Routers;
};

/** Who may reach a route is decided by the list it stands in, and by nothing else. */
export type Routers = {
  /** Operators, straight at the origin as well as through the edge; no place needed. */
  admin: RequestHandler[];
  /** The edge itself. */
  internal: Router[];
  /**
   * Through the edge, without a place: what a buyer may still read after the sale.
   * These routers take `authenticate` themselves, since a request that is not theirs goes on to the shop.
   */
  afterSale: Router[];
  /**
   * Through the edge, with an active place, and the same for everybody: no login is looked up, so
   * that these answers cost one query less and go on from the caches while MySQL is away.
   */
  catalog: Router[];
  /** Through the edge, with an active place. Everything new belongs here. */
  shop: Router[];
};

const SHOP_BODY_LIMIT = '16kb';
/** 256 arrivals, each with its login, are some 40 kB. */
const INTERNAL_BODY_LIMIT = '64kb';
const ADMIN_BODY_LIMIT = '256kb';

/** Pure wiring: no connection is made here and no clock is read. */
export function createApp(deps: Deps): Express {
  const { logger, edgeKeys, authenticate, admission, routers } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('case sensitive routing', true);
  app.set('strict routing', true);

  app.use(requestLog(logger, deps.metrics));

  const throughEdge = edgeOnly(edgeKeys);
  // Mounted once: each mount takes the path apart anew for every request.
  const api = createRouter();
  api.use(
    '/admin',
    edgeIfSigned(edgeKeys),
    sendRequestId,
    jsonBody(ADMIN_BODY_LIMIT),
    authenticate,
    ...routers.admin,
    notFound,
  );
  api.use(throughEdge, sendRequestId, ...routers.afterSale);
  api.use(admission, ...routers.catalog);
  api.use(jsonBody(SHOP_BODY_LIMIT), authenticate, ...routers.shop);
  app.use('/api', api);
  app.use(
    '/internal',
    throughEdge,
    sendRequestId,
    jsonBody(INTERNAL_BODY_LIMIT),
    ...routers.internal,
  );
  app.use(healthRoutes(deps.health));

  app.use(notFound);
  app.use(errorHandler(logger));
  return app;
}
