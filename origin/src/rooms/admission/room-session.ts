import {
  type KeyRing,
  type Place,
  ROOM_SESSION_HEADER,
  roomSessionToken,
} from '@frontrow/protocol';
import type { Request, Response } from 'express';
import { decodeJwt } from 'jose';

type Deps = { sessionKeys: KeyRing };
type Stay = { expiresAtMs: number; sessionMs: number };

export type RoomSessions = ReturnType<typeof createRoomSessions>;

/** The signed proof that a visitor is inside, for the time in which Redis cannot be asked. */
export function createRoomSessions({ sessionKeys }: Deps) {
  return {
    /** When the verified session of this very place ends; undefined without a valid one. */
    async read(req: Request, place: Place | undefined): Promise<Date | undefined> {
      const token = req.get(ROOM_SESSION_HEADER);
      if (token === undefined || place === undefined) {
        return undefined;
      }
      const outcome = await roomSessionToken.verify(sessionKeys, token);
      const isTheirs =
        outcome.ok && outcome.claims.room === place.room && outcome.claims.placeId === place.id;
      return isTheirs ? outcome.expiresAt : undefined;
    },

    /** Sends a new token when there is none, or when less than half of the stay is left on it. */
    async renew(req: Request, res: Response, place: Place, stay: Stay): Promise<void> {
      const heldUntilMs = expiryMs(req.get(ROOM_SESSION_HEADER));
      if (stay.expiresAtMs - heldUntilMs < stay.sessionMs / 2) {
        return;
      }
      const lifetimeSeconds = (stay.expiresAtMs - Date.now()) / 1000;
      const claims = { room: place.room, placeId: place.id };
      res.set(
        ROOM_SESSION_HEADER,
        await roomSessionToken.sign(sessionKeys, claims, lifetimeSeconds),
      );
    },
  };
}

/** Read without verifying: it decides only whether a fresh token is worth sending. */
function expiryMs(token: string | undefined): number {
  try {
    return token === undefined ? 0 : (decodeJwt(token).exp ?? 0) * 1000;
  } catch {
    // Not a token at all: the same as none.
    return 0;
  }
}
