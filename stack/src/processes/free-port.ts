import { connect, createServer } from 'node:net';
import getPort from 'get-port';
import { StartFailure } from '../start-failure.ts';

export const LOOPBACK = '127.0.0.1';

/** A free loopback port: the preferred one when nobody has it. */
export function findFreePort(preferred?: number): Promise<number> {
  return getPort({ host: LOOPBACK, ...(preferred === undefined ? {} : { port: preferred }) });
}

/** Throws, before anything is started, the message a person needs when somebody else listens there. */
export async function ensurePortIsFree(port: number, host: string, option: string): Promise<void> {
  const failure = await tryToListen(port, host);
  if (failure === undefined) {
    return;
  }
  const what =
    failure.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use by another program`
      : `Cannot listen on ${host}:${port} (${failure.message})`;
  throw new StartFailure(
    `${what}. Stop that program, or choose another port: ${option} ${port + 1}`,
  );
}

function tryToListen(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Whether somebody takes connections there. */
export function isListening(host: string, port: number): Promise<boolean> {
  const target = host === '0.0.0.0' ? LOOPBACK : host === '::' ? '::1' : host;
  return new Promise((resolve) => {
    const socket = connect({ host: target, port, timeout: 1000 });
    const answer = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket
      .once('connect', answer(true))
      .once('error', answer(false))
      .once('timeout', answer(false));
  });
}
