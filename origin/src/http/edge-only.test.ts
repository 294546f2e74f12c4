import {
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  generateKeyRing,
  type KeyRing,
  readKeyRing,
  signEdgeRequest,
  UNKNOWN_CLIENT_IP,
} from '@frontrow/protocol';
import type { Express } from 'express';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRouteApp } from '../testing/route-app.ts';
import { clientIpOf, edgeIfSigned } from './edge-only.ts';

let ring: KeyRing;
let app: Express;

beforeAll(async () => {
  ring = await readKeyRing(generateKeyRing('edge-test'));
  app = createRouteApp(edgeIfSigned(ring), (req, res) => {
    res.json({ clientIp: clientIpOf(req) ?? null });
  });
});

async function signedBy(keys: KeyRing, clientIp: string) {
  const { context, signature } = await signEdgeRequest(keys, {
    method: 'GET',
    target: '/',
    context: { requestId: 'r', clientIp, place: null, bodyDigest: null },
  });
  return { [EDGE_CONTEXT_HEADER]: context, [EDGE_SIGNATURE_HEADER]: signature };
}

describe('the address of a client', () => {
  it('is the one that the edge vouches for', async () => {
    const reply = await request(app)
      .get('/')
      .set(await signedBy(ring, '192.0.2.1'));
    expect(reply.body).toEqual({ clientIp: '192.0.2.1' });
  });

  it('is none where the edge does not know it, or did not sign', async () => {
    const unknown = await signedBy(ring, UNKNOWN_CLIENT_IP);
    expect((await request(app).get('/').set(unknown)).body).toEqual({ clientIp: null });
    const claimed = { 'x-forwarded-for': '192.0.2.9', 'cf-connecting-ip': '192.0.2.9' };
    expect((await request(app).get('/').set(claimed)).body).toEqual({ clientIp: null });
  });

  it('is not taken from a signature of other keys', async () => {
    const foreign = await signedBy(await readKeyRing(generateKeyRing('edge-test')), '192.0.2.1');
    expect(await request(app).get('/').set(foreign)).toMatchObject({ status: 403 });
  });
});
