import { beforeAll, describe, expect, it } from 'vitest';
import {
  bodyDigest,
  EDGE_SIGNATURE_MAX_AGE_SECONDS,
  type EdgeContext,
  signEdgeRequest,
  verifyEdgeRequest,
} from './edge-signature.ts';
import { generateKeyRing, type KeyRing, readKeyRing } from './key-ring.ts';

const context: EdgeContext = {
  requestId: 'request-1',
  clientIp: '2001:db8::1',
  host: 'shop.example',
  place: null,
  bodyDigest: null,
};
const request = { method: 'POST', target: '/api/wallet/charges?x=1', context };

let ring: KeyRing;

beforeAll(async () => {
  ring = await readKeyRing(generateKeyRing('e1'));
});

describe('the edge signature', () => {
  it('gives the origin the context that the edge signed', async () => {
    const signed = await signEdgeRequest(ring, request);
    expect(await verifyEdgeRequest(ring, { ...request, ...signed })).toEqual(context);
  });

  it('covers method, path, query and context', async () => {
    const signed = await signEdgeRequest(ring, request);
    const other = await signEdgeRequest(ring, {
      ...request,
      context: { ...context, clientIp: '192.0.2.7' },
    });
    const changes = [
      { method: 'GET' },
      { target: '/api/wallet/charges' },
      { target: '/api/wallet/charges?x=2' },
      { context: other.context },
      { signature: other.signature },
    ];
    for (const change of changes) {
      const verified = await verifyEdgeRequest(ring, { ...request, ...signed, ...change });
      expect(verified, JSON.stringify(change)).toBeUndefined();
    }
  });

  it('is refused when missing, malformed, foreign, too old or from the future', async () => {
    const signed = await signEdgeRequest(ring, request);
    const now = Date.now() / 1000;
    const { method, target } = request;
    expect(await verifyEdgeRequest(ring, { method, target })).toBeUndefined();
    expect(
      await verifyEdgeRequest(ring, { method, target, ...signed, signature: 'e1.1.x' }),
    ).toBeUndefined();
    const foreign = await readKeyRing(generateKeyRing('e1'));
    expect(await verifyEdgeRequest(foreign, { method, target, ...signed })).toBeUndefined();
    for (const skew of [-1, 1]) {
      const at = now + skew * (EDGE_SIGNATURE_MAX_AGE_SECONDS + 2);
      expect(await verifyEdgeRequest(ring, { method, target, ...signed }, at)).toBeUndefined();
    }
  });

  it('names a body by its SHA-256', async () => {
    expect(await bodyDigest(new TextEncoder().encode('abc'))).toBe(
      'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    );
  });
});
