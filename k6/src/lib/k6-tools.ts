import crypto from 'k6/crypto';
import encoding from 'k6/encoding';
import type { Tools } from '../visits/step.ts';

export const k6Tools: Tools = {
  base64Url: (text) => encoding.b64encode(text, 'rawurl'),
  sha256: (text) => crypto.sha256(text, 'base64rawurl'),
  hmacSha256: (key, text) =>
    crypto.hmac('sha256', encoding.b64decode(key, 'rawurl'), text, 'base64rawurl'),
  randomBytes: (count) => encoding.b64encode(crypto.randomBytes(count), 'rawurl'),
  random: Math.random,
  nowMs: Date.now,
};
