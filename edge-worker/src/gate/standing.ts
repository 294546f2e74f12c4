import type { EnterRefusal, Place, RoomReason } from '@frontrow/protocol';
import type { Trace } from '../incoming.ts';
import type { Grants } from '../visitor/grants.ts';
import type { JoinRequest } from '../visitor/join-request.ts';
import type { Visitor } from '../visitor/visitor.ts';
import type { Decision } from './decide.ts';
import type { Room } from './rooms.ts';

/** A visitor at the gate of a room. */
export type Visit = {
  trace: Trace;
  room: Room;
  visitor: Visitor;
  mayJoin: boolean;
  join?: JoinRequest;
  /** Where every buyer is served: the visit that counts when this one's room lets nobody in. */
  orElse?: Visit;
};

export type RefusedCode =
  | 'place_required'
  | 'place_ended'
  | 'room_rejecting'
  | 'login_required'
  | 'too_many_requests'
  | 'turnstile_failed'
  | 'turnstile_unavailable';

/** How a visitor stands once everything that had to be asked was asked. */
export type Standing =
  | { kind: 'open' }
  | { kind: 'called'; place: Place }
  | { kind: 'active'; place: Place; expiresAt: string }
  /** `isBack`: it missed its call, has come back to the front, and enters when it is called again. */
  | { kind: 'waiting'; place: Place; reason: RoomReason | null; isBack?: true }
  | { kind: 'refused'; code: RefusedCode; retryAfterSeconds?: number }
  /** No place yet: the visitor proves first that it is human. */
  | { kind: 'challenge'; turnstile: { siteKey: string; scriptUrl: string } }
  | { kind: 'away'; place: Place | undefined };

/** The standing, the room as it was known then, and the tokens to hand out with the answer. */
export type Settled = { standing: Standing; room: Room; grants: Grants };

/** Settled as called: the origin may be asked. */
export type Called = Settled & { standing: Extract<Standing, { kind: 'called' }> };

/** How a place stands by what the edge decided, when there is nothing left to do about it. */
export function decidedStanding(decision: Decision): Standing {
  switch (decision.kind) {
    case 'open':
      return { kind: 'open' };
    case 'forward':
      return { kind: 'called', place: decision.place };
    case 'wait':
      return { kind: 'waiting', place: decision.place, reason: decision.reason };
    case 'restore':
      // The room lost its memory again while this place was being kept: the next poll restores it.
      return { kind: 'waiting', place: decision.place, reason: 'holding_place' };
    case 'refuse':
      return { kind: 'refused', code: decision.code };
    case 'unavailable':
      return { kind: 'away', place: decision.place };
    case 'join':
    case 'challenge':
      return { kind: 'away', place: undefined };
  }
}

/** How a place stands after the origin's room refused it. */
export function refusedStanding(reason: EnterRefusal, place: Place): Standing {
  switch (reason) {
    case 'waiting':
      // Its number was called once, or it would not have been asked about: only entering can tell when it is again.
      return { kind: 'waiting', place, reason: 'full', isBack: true };
    case 'full':
      return { kind: 'waiting', place, reason: 'full' };
    case 'lost':
      return { kind: 'waiting', place, reason: 'holding_place' };
    case 'ended':
      return { kind: 'refused', code: 'place_ended' };
    case 'required':
      return { kind: 'refused', code: 'place_required' };
    case 'rejecting':
      return { kind: 'refused', code: 'room_rejecting' };
    case 'unavailable':
      return { kind: 'away', place };
  }
}
