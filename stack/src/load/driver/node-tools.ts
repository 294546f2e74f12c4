import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Tools } from '@frontrow/k6';

export const nodeTools: Tools = {
  base64Url: (text) => Buffer.from(text).toString('base64url'),
  sha256: (text) => createHash('sha256').update(text).digest('base64url'),
  hmacSha256: (key, text) =>
    createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url'),
  randomBytes: (count) => randomBytes(count).toString('base64url'),
  random: Math.random,
  nowMs: Date.now,
};
