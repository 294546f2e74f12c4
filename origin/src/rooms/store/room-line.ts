import { randomBytes } from 'node:crypto';
import { drawCommitment, type Arrival, type Place } from '@frontrow/protocol';
import type { RedisClient } from '../../redis/connect.ts';
import { unlessClosed } from './room-closed.ts';
import { judgedKeys, roomKeys } from './room-keys.ts';
import type { RoomScripts } from './room-scripts.ts';

type Deps = { redis: RedisClient; keyPrefix: string; scripts: RoomScripts };

export type EnterOutcome = Exclude<Awaited<ReturnType<RoomScripts['enter']>>, { kind: 'closed' }>;
/** A closed draw that is being written into the line; `waiting`: how many can be called before more is written. */
export type Numbering = { draw: number; numberedUpTo: number; last: number; waiting: number };

const MOST_CALLS_AT_ONCE = 1000;

/** How visitors come, are called and enter. */
export function createRoomLine({ redis, keyPrefix, scripts }: Deps) {
  const keysOf = (room: string) => roomKeys(keyPrefix, room);

  return {
    /** `calledUpTo`: the watermark that an edge saw in the epoch before, when old places come back. */
    async arrive(room: string, arrivals: Arrival[], calledUpTo?: number) {
      if (calledUpTo !== undefined) {
        unlessClosed(await scripts.witness(redis, keysOf(room), [calledUpTo]));
      }
      const key = newDrawKey();
      const args = [key, drawCommitment(key), ...arrivals.flatMap(arrivalArgs)];
      return unlessClosed(await scripts.arrive(redis, keysOf(room), args));
    },

    /** One step of a tick: who is called, which draw is to be written into the line, and whether more can be called. */
    async advance(room: string) {
      const reply = unlessClosed(await scripts.advance(redis, keysOf(room), [MOST_CALLS_AT_ONCE]));
      return { ...reply, hasMore: reply.called >= MOST_CALLS_AT_ONCE };
    },

    /** Writes the next tickets of a closed draw into the line, in the order of their numbers. */
    async number(room: string, { draw, numberedUpTo }: Numbering, indexes: number[]) {
      const args = [draw, numberedUpTo, ...indexes];
      return unlessClosed(await scripts.number(redis, keysOf(room), args)).numberedUpTo;
    },

    /** `hasSession`: the visitor holds a valid room session of this place. */
    async enter(
      room: string,
      place: Place | undefined,
      hasSession: boolean,
    ): Promise<EnterOutcome> {
      const inside = place && (await findInside(room, place));
      if (inside?.kind === 'active') {
        return inside;
      }
      const args = enterArgs(place, hasSession);
      return unlessClosed(await scripts.enter(redis, keysOf(room), args));
    },
  };

  /** Nearly all who ask are inside, and can be told so at a quarter of what `enter` costs. */
  function findInside(room: string, { id, number, lane }: Place) {
    return scripts.inside(redis, judgedKeys(keyPrefix, room), [id, number ?? '', lane]);
  }
}

/** In the order that `arrive.lua` documents. */
function arrivalArgs({ id, lane, number, ticket }: Arrival): (string | number)[] {
  return [id, lane ?? 'main', number ?? '', ticket?.draw ?? '', ticket?.index ?? ''];
}

/** In the order that `enter.lua` documents. */
function enterArgs(place: Place | undefined, hasSession: boolean): (string | number)[] {
  const session = hasSession ? 1 : 0;
  if (place === undefined) {
    return ['', '', 0, session, 'main', '', '', '', ''];
  }
  const { id, number, epoch, lane, promise, ticket } = place;
  const told = [promise?.from ?? '', promise?.to ?? ''];
  const shown = [ticket?.draw ?? '', ticket?.index ?? ''];
  return [id, number ?? '', epoch, session, lane, ...told, ...shown];
}

/** 32 random bytes in hex: used where this arrival happens to open a draw. */
function newDrawKey(): string {
  return randomBytes(32).toString('hex');
}
