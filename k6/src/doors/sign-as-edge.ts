import type { Place } from '@frontrow/protocol';
import type { Ask, Tools } from '../visits/step.ts';

const CONTEXT = 'x-edge-context';
const SIGNATURE = 'x-edge-signature';

/** Signs requests as the edge does, with the key that it shares with the origin. */
export function createEdgeSigner(edgeKeys: string, tools: Tools) {
  const { kid, secret } = signingKey(edgeKeys);

  return function signAsEdge(ask: Ask, place: Place | null): Ask {
    const { method, path, body } = ask;
    const context = tools.base64Url(
      JSON.stringify({
        requestId: 'load',
        clientIp: 'unknown',
        place,
        bodyDigest: body === null ? null : tools.sha256(body),
      }),
    );
    const seconds = Math.floor(tools.nowMs() / 1000);
    const mac = tools.hmacSha256(secret, `${seconds}\n${method}\n${path}\n${context}`);
    const headers = { ...ask.headers, [CONTEXT]: context, [SIGNATURE]: `${kid}.${seconds}.${mac}` };
    return { ...ask, headers };
  };
}

/** `kid:base64url of 32 bytes[,…]`: the first one signs. */
function signingKey(edgeKeys: string): { kid: string; secret: string } {
  const [kid = '', secret = ''] = (edgeKeys.split(',')[0] ?? '').trim().split(':');
  if (!/^[\w-]{1,32}$/.test(kid) || !/^[\w-]{43}$/.test(secret)) {
    throw new Error('EDGE_KEYS takes "kid:base64url of 32 bytes", as the origin has it.');
  }
  return { kid, secret };
}
