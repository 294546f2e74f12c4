import type { RequestHandler, Router } from 'express';
import { createRouter } from '../../http/create-router.ts';
import { jsonBody } from '../../http/json-body.ts';
import type { RoomNames } from '../settings/room-names.ts';
import type { ReadJoinRules } from './join-rules.ts';

type Deps = {
  roomNames: RoomNames;
  readJoinRules: ReadJoinRules;
  authenticate: RequestHandler;
  /** Making an account and logging in, as the shop has them. */
  accounts: Router;
};

const PATHS = ['/logins', '/accounts'];
const BODY_LIMIT = '16kb';
const KNOWN_MS = 1000;

/**
 * Logging in without a place, while some room lets in only who is logged in: nobody could get a place else. In all
 * other shops it is behind the room like the rest.
 */
export function logInDoor({ roomNames, readJoinRules, authenticate, accounts }: Deps): Router {
  const router = createRouter();
  const isOpen = keptFor(KNOWN_MS, async () => {
    const names = await roomNames();
    const rules = await Promise.all(names.map(readJoinRules));
    return rules.some(({ login_required }) => login_required);
  });

  const onlyWhileOpen: RequestHandler = async (_req, _res, next) => {
    // Where the rooms cannot be asked, the room judges who logs in, as it does everywhere else.
    const mayPass = await isOpen().catch(() => false);
    next(mayPass ? undefined : 'router');
  };
  for (const path of PATHS) {
    router.post(path, onlyWhileOpen, jsonBody(BODY_LIMIT), authenticate, accounts);
  }

  return router;
}

/** Asks at most once in so many milliseconds; what could not be asked is not kept. */
function keptFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  return () => {
    if (kept === undefined || Date.now() >= kept.until) {
      const value = ask();
      kept = { value, until: Date.now() + ms };
      value.catch(() => {
        kept = undefined;
      });
    }
    return kept.value;
  };
}
