import { AppError, type UserView } from '@frontrow/protocol';
import type { Request, RequestHandler, Response } from 'express';
import { readLoginToken } from './login-token.ts';
import type { Logins } from './logins.ts';

type Deps = { logins: Pick<Logins, 'findUser'>; publicUrl: string };

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** `none`: a person typed the address, or chose a bookmark. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Finds out who asks: one read by primary key where a token came along, none where not. What follows
 * may be about one person, so nobody may keep the answer unless its route says otherwise.
 */
export function createAuthenticate({ logins, publicUrl }: Deps): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin;
  return async (req, res, next) => {
    if ('user' in res.locals) {
      // An earlier router looked it up, and left the request to a later one.
      next();
      return;
    }
    res.set('Cache-Control', 'private, no-store');
    const login = readLoginToken(req);
    if (login?.from === 'cookie') {
      refuseCrossSite(req, ownOrigin);
    }
    res.locals['user'] = login && (await logins.findUser(login.token));
    next();
  };
}

/** Who is logged in. */
export function userOf(res: Response): UserView {
  const user = res.locals['user'] as UserView | undefined;
  if (user === undefined) {
    throw new AppError('login_required', 'Log in to do this.');
  }
  return user;
}

export const requireOperator: RequestHandler = (_req, res, next) => {
  if (userOf(res).role !== 'operator') {
    throw new AppError('operator_required', 'Your account is not an operator’s.');
  }
  next();
};

/**
 * A browser sends the cookie also when another site makes it ask, and tells where a request comes from: newer ones
 * whether that is the very origin that they ask, by whatever name; older ones, and all without TLS, the origin alone.
 * Clients that tell nothing are not browsers, and nobody makes them send a cookie.
 */
function refuseCrossSite(req: Request, ownOrigin: string): void {
  if (SAFE_METHODS.has(req.method)) {
    return;
  }
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin') ?? ownOrigin;
  const isOurs = site === undefined ? origin === ownOrigin : OWN_SITES.has(site);
  if (!isOurs) {
    throw new AppError('cross_site', 'This may be asked from our own pages only.');
  }
}
