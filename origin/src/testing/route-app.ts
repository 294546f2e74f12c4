import express, { type Express, type RequestHandler, type Router } from 'express';
import { pino } from 'pino';
import { errorHandler, notFound } from '../http/error-handler.ts';
import { jsonBody } from '../http/json-body.ts';

/** Some routers behind the handlers given, with problems as the origin answers them; no edge, no room. */
export function createRouteApp(...handlers: (RequestHandler | Router)[]): Express {
  const app = express();
  app.set('etag', false);
  app.use(jsonBody('256kb'), ...handlers, notFound);
  app.use(errorHandler(pino({ level: 'silent' })));
  return app;
}
