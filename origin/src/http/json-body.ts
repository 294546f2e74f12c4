import { createHash } from 'node:crypto';
import { AppError } from '@frontrow/protocol';
import express, { type RequestHandler } from 'express';
import { edgeContextOf } from './edge-only.ts';

/**
 * Parses application/json, and nothing else, up to `limit`; compressed bodies are refused.
 * Where the edge signed the request, the bytes must be the ones that it signed.
 */
export function jsonBody(limit: string): RequestHandler {
  return express.json({
    limit,
    inflate: false,
    verify(req, _res, bytes) {
      const context = edgeContextOf(req);
      if (context === undefined) {
        return;
      }
      if (digestOf(bytes) !== context.bodyDigest) {
        throw new AppError(
          'edge_signature_invalid',
          'The body is not the one that the edge signed.',
        );
      }
    },
  });
}

/** A body of no bytes is none to the edge, although the client may have announced JSON. */
function digestOf(bytes: Buffer): string | null {
  return bytes.length === 0 ? null : createHash('sha256').update(bytes).digest('base64url');
}
