import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  AppError,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  type EdgeContext,
  type EdgeVerifier,
  type KeyRing,
  type RingKey,
  UNKNOWN_CLIENT_IP,
  verifyEdgeRequest,
} from '@frontrow/protocol';
import type { Request, RequestHandler } from 'express';

const contexts = new WeakMap<IncomingMessage, EdgeContext>();
/** A few, and for as long as the process: made once for each key. */
const secrets = new WeakMap<RingKey, KeyObject>();

/** What the edge vouched for, once `edgeOnly` or `edgeIfSigned` has checked it. */
export function edgeContextOf(req: IncomingMessage): EdgeContext | undefined {
  return contexts.get(req);
}

/** The client's address where the edge knew it. The socket's is the load balancer's, shared by all. */
export function clientIpOf(req: IncomingMessage): string | undefined {
  const { clientIp } = contexts.get(req) ?? {};
  return clientIp === UNKNOWN_CLIENT_IP ? undefined : clientIp;
}

/** Refuses whatever did not come through the edge. */
export function edgeOnly(ring: KeyRing): RequestHandler {
  return async (req, _res, next) => {
    if (!(await readContext(ring, req))) {
      throw new AppError('edge_signature_invalid', 'Requests to the shop come through the edge.');
    }
    next();
  };
}

/** For routes that operators also call straight: a signature is optional, a wrong one is refused. */
export function edgeIfSigned(ring: KeyRing): RequestHandler {
  return async (req, _res, next) => {
    if (req.get(EDGE_SIGNATURE_HEADER) !== undefined && !(await readContext(ring, req))) {
      throw new AppError('edge_signature_invalid', 'The signature of the edge is not valid.');
    }
    next();
  };
}

/** Web Crypto would send these few bytes to another thread and wait: many times what the HMAC itself takes. */
const verifier: EdgeVerifier = {
  isGenuine(key, mac, text) {
    const expected = createHmac('sha256', secretOf(key)).update(text).digest('base64url');
    return (
      mac.length === expected.length && timingSafeEqual(Buffer.from(mac), Buffer.from(expected))
    );
  },
  decode: (base64url) => Buffer.from(base64url, 'base64url').toString(),
};

function secretOf(key: RingKey): KeyObject {
  const known = secrets.get(key);
  if (known !== undefined) {
    return known;
  }
  const secret = createSecretKey(key.secret);
  secrets.set(key, secret);
  return secret;
}

async function readContext(ring: KeyRing, req: Request): Promise<boolean> {
  const context = req.get(EDGE_CONTEXT_HEADER);
  const signature = req.get(EDGE_SIGNATURE_HEADER);
  const request = {
    method: req.method,
    target: req.originalUrl,
    ...(context === undefined ? {} : { context }),
    ...(signature === undefined ? {} : { signature }),
  };
  const verified = await verifyEdgeRequest(ring, request, Date.now() / 1000, verifier);
  if (verified !== undefined) {
    contexts.set(req, verified);
  }
  return verified !== undefined;
}
