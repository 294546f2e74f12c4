import { logInBody, type LoginReply, signUpBody } from '@frontrow/protocol';
import type { Request, RequestHandler, Response, Router } from 'express';
import { createRouter } from '../http/create-router.ts';
import { clientIpOf } from '../http/edge-only.ts';
import { readBody } from '../http/read-input.ts';
import { userOf } from './authenticate.ts';
import type { LogIn } from './log-in.ts';
import { clearLoginCookie, readLoginToken, setLoginCookie } from './login-token.ts';
import type { Logins } from './logins.ts';
import type { LoggedIn, SignUp } from './sign-up.ts';

/** In the shop: making an account and logging in. */
export function accountRoutes({ signUp, logIn }: { signUp: SignUp; logIn: LogIn }): Router {
  const router = createRouter();

  router.post('/accounts', async (req, res) => {
    const { transport, ...account } = readBody(signUpBody, req);
    sendLogin(res, await signUp({ ...account, formerToken: formerToken(req) }), transport);
  });

  router.post('/logins', async (req, res) => {
    sendLogin(res, ...(await logInFrom(req, logIn, false)));
  });

  return router;
}

/** After the sale too: who am I, and log out. */
export function ownLoginRoutes(deps: {
  logins: Pick<Logins, 'close'>;
  authenticate: RequestHandler;
}): Router {
  const { logins, authenticate } = deps;
  const router = createRouter();

  router.get('/me', authenticate, (_req, res) => {
    res.json({ user: userOf(res) });
  });

  router.delete('/logins/current', authenticate, async (req, res) => {
    const login = readLoginToken(req);
    if (login !== undefined) {
      await logins.close(login.token);
    }
    clearLoginCookie(res);
    res.status(204).end();
  });

  return router;
}

/** Straight at the origin, before `requireOperator`. */
export function operatorLoginRoutes({ logIn }: { logIn: LogIn }): Router {
  const router = createRouter();

  router.post('/logins', async (req, res) => {
    sendLogin(res, ...(await logInFrom(req, logIn, true)));
  });

  return router;
}

type Transport = 'cookie' | 'token';

async function logInFrom(
  req: Request,
  logIn: LogIn,
  operatorsOnly: boolean,
): Promise<[LoggedIn, Transport]> {
  const { transport, email, password } = readBody(logInBody, req);
  const loggedIn = await logIn({
    email,
    password,
    clientIp: clientIpOf(req),
    formerToken: formerToken(req),
    operatorsOnly,
  });
  return [loggedIn, transport];
}

function sendLogin(res: Response, { user, token, expiresAt }: LoggedIn, transport: Transport) {
  const reply: LoginReply = { user, expiresAt: expiresAt.toISOString() };
  if (transport === 'cookie') {
    setLoginCookie(res, token, expiresAt);
  } else {
    reply.token = token;
  }
  res.status(201).set('Cache-Control', 'private, no-store').json(reply);
}

function formerToken(req: Request): string | undefined {
  return readLoginToken(req)?.token;
}
