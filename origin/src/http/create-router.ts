import { Router } from 'express';

/** A router that takes paths exactly as written: case and trailing slashes count, as at the edge. */
export function createRouter(): Router {
  return Router({ caseSensitive: true, strict: true });
}
