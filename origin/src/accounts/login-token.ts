import { LOGIN_COOKIE } from '@frontrow/protocol';
import type { Request, Response } from 'express';

type LoginToken = { token: string; from: 'cookie' | 'header' };

const BEARER = /^Bearer +(?<token>[\w-]+)$/i;

/** The token that the request came with; an `Authorization` header goes before the cookie. */
export function readLoginToken(req: Request): LoginToken | undefined {
  const bearer = BEARER.exec(req.get('authorization') ?? '')?.groups?.['token'];
  if (bearer !== undefined) {
    return { token: bearer, from: 'header' };
  }
  const cookie = readCookie(req, LOGIN_COOKIE);
  return cookie === undefined ? undefined : { token: cookie, from: 'cookie' };
}

const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;

export function setLoginCookie(res: Response, token: string, expiresAt: Date): void {
  res.cookie(LOGIN_COOKIE, token, { ...ATTRIBUTES, expires: expiresAt });
}

export function clearLoginCookie(res: Response): void {
  res.clearCookie(LOGIN_COOKIE, ATTRIBUTES);
}

function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
