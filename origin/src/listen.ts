import { createServer, type RequestListener, type Server } from 'node:http';

type Options = { port: number; host: string; reusePort?: boolean };

/** A process that has seconds of work before it reads headers late: less would refuse whoever came meanwhile with 408. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than a load balancer keeps idle connections (60 s), so that it never meets a closed one. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** An HTTP server that listens; rejects with one sentence when the port is taken. */
export async function listen(handler: RequestListener, options: Options): Promise<Server> {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
    },
    handler,
  );
  const { port, host, reusePort = false } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} on ${host} is in use.`, { cause: error }) : error);
    });
    server.listen({ port, host, reusePort }, resolve);
  });
  return server;
}

/** Takes no new connection, lets running requests finish for `graceMs`, then cuts what is left. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
