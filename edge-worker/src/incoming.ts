import { AppError, normaliseHost, UNKNOWN_CLIENT_IP } from '@frontrow/protocol';
import type { Target } from './paths/normalise-path.ts';

/** What is true of one request from its first moment, and named in logs and problems. */
export type Trace = {
  requestId: string;
  clientIp: string;
  /** That was asked for; missing where the edge asks for itself. */
  host?: string;
};

/** A request whose path has been judged canonical. */
export type Incoming = { request: Request; target: Target; trace: Trace };

const LONGEST_HOST = 253;
const IP = /^[0-9a-f.:]{2,45}$/i;

/** Cloudflare overwrites the header and gives a Worker only its own hosts; elsewhere both are the client's words. */
export function readTrace({ url, headers }: Request): Trace {
  const ip = headers.get('cf-connecting-ip') ?? '';
  const host = hostOf(url);
  return {
    requestId: crypto.randomUUID(),
    clientIp: IP.test(ip) ? ip : UNKNOWN_CLIENT_IP,
    ...(host === '' || host.length > LONGEST_HOST ? {} : { host }),
  };
}

/** What stands before the path, as last asked for: nearly all requests of an isolate ask the same host. */
let last = { beforePath: '', host: '' };

function hostOf(url: string): string {
  const pathAt = url.indexOf('/', url.indexOf('//') + 2);
  const beforePath = pathAt === -1 ? url : url.slice(0, pathAt);
  if (beforePath !== last.beforePath) {
    last = { beforePath, host: normaliseHost(URL.parse(beforePath)?.hostname ?? '') };
  }
  return last.host;
}

/** Where this host's own addresses begin; refused where the client names a host that is none. */
export function askedOrigin({ url }: Request): string {
  const origin = URL.parse(url)?.origin;
  if (origin === undefined) {
    throw new AppError('bad_request', 'The Host header names no host.');
  }
  return origin;
}
