import { UNKNOWN_CLIENT_IP } from '@frontrow/protocol';
import type { Target } from './paths/normalise-path.ts';

/** What is true of one request from its first moment, and named in logs and problems. */
export type Trace = { requestId: string; clientIp: string };

/** A request whose path has been judged canonical. */
export type Incoming = { request: Request; target: Target; trace: Trace };

const IP = /^[0-9a-f.:]{2,45}$/i;

/** Cloudflare overwrites this header; elsewhere it is only what the client says about itself. */
export function readTrace(headers: Headers): Trace {
  const ip = headers.get('cf-connecting-ip') ?? '';
  return { requestId: crypto.randomUUID(), clientIp: IP.test(ip) ? ip : UNKNOWN_CLIENT_IP };
}
