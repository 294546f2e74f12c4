import express, { type Express, type RequestHandler, type Router } from 'express';
import { errorHandler, notFound } from '../http/error-handler.ts';
import { jsonBody } from '../http/json-body.ts';
import { requestLog } from '../http/request-log.ts';
import { createLogger } from '../logger.ts';

/** Some routers behind the handlers given, with problems as the origin answers them; no edge, no room. */
export function createRouteApp(...handlers: (RequestHandler | Router)[]): Express {
  const app = express();
  app.set('etag', false);
  const logger = createLogger('error');
  app.use(requestLog(logger, { observe: () => undefined }));
  app.use(jsonBody('256kb'), ...handlers, notFound);
  app.use(errorHandler(logger));
  return app;
}
