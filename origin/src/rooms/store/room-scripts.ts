import { readFileSync } from 'node:fs';
import type { Lane } from '@frontrow/protocol';
import { z } from 'zod';
import { defineScript } from '../../redis/lua-script.ts';
import { readRoom } from './room-reading.ts';

/** The state is not in Redis: the room must be opened again from its checkpoint. */
const closed = z.tuple([z.literal('closed')]).transform(() => ({ kind: 'closed' as const }));
const ok = z.literal('ok');
const number = z.number().int();

const arriveReply = z.union([closed, z.tuple([ok, number]).rest(number).transform(readArrivals)]);

const advanceReply = z.union([
  closed,
  z
    .tuple([ok, number, number, number, number, number])
    .transform(([kind, called, draw, numberedUpTo, last, waiting]) => ({
      kind,
      called,
      /** A closed draw whose tickets are to be written into the line. */
      numbering: draw === 0 ? null : { draw, numberedUpTo, last, waiting },
    })),
]);

const numberReply = z.union([
  closed,
  z.tuple([ok, number]).transform(([kind, numberedUpTo]) => ({ kind, numberedUpTo })),
]);

const activeReply = z
  .tuple([z.literal('active'), number, number])
  .transform(([kind, expiresAtMs, sessionMs]) => ({ kind, expiresAtMs, sessionMs }));

/** One tuple for both: each request of everybody inside reads it, and a union costs five times as much. */
const insideReply = z
  .tuple([z.enum(['active', 'unknown']), number, number])
  .transform(([kind, expiresAtMs, sessionMs]) =>
    kind === 'active' ? { kind, expiresAtMs, sessionMs } : { kind },
  );

const enterReply = z.union([
  closed,
  z
    .tuple([z.enum(['suspended', 'required', 'waiting', 'full', 'ended', 'lost', 'rejecting'])])
    .transform(([kind]) => ({ kind })),
  activeReply,
]);

const extendReply = z.union([
  closed,
  z.tuple([z.literal('ended')]).transform(([kind]) => ({ kind })),
  activeReply,
]);

const leaveReply = z.union([
  closed,
  z.tuple([ok, z.literal([0, 1])]).transform(([kind, freed]) => ({ kind, freed: freed === 1 })),
]);

const revokeReply = z.union([
  closed,
  z.tuple([ok, number]).transform(([kind, ended]) => ({ kind, ended })),
]);

const snapshotReply = z.union([
  closed,
  z
    .tuple([ok, z.string(), z.string(), z.string(), z.string()])
    .transform(([kind, ...parts]) => ({ kind, reading: readRoom(parts) })),
]);

const okReply = z.union([closed, z.tuple([ok]).transform(([kind]) => ({ kind }))]);

const moveReply = z.union([
  closed,
  z.tuple([z.enum(['ok', 'ended'])]).transform(([kind]) => ({ kind })),
]);

const promoteReply = z.union([
  closed,
  z.tuple([z.literal('ended')]).transform(([kind]) => ({ kind })),
  z.tuple([ok, number]).transform(([kind, number]) => ({ kind, number })),
]);

const witnessReply = z.union([
  closed,
  z.tuple([ok, number]).transform(([kind, calledUpTo]) => ({ kind, calledUpTo })),
]);

/** What stands before the Lua of each operation: no more than it uses, since every call defines all of it anew. */
const PARTS = {
  open: ['room', 'server', 'settings', 'record', 'draw'],
  configure: ['settings'],
  arrive: ['room', 'server', 'record', 'over', 'pace', 'line', 'draw', 'waves', 'revoked'],
  advance: ['room', 'server', 'record', 'over', 'pace', 'line', 'draw'],
  number: ['room', 'record', 'draw'],
  enter: ['room', 'server', 'record', 'over', 'pace', 'line', 'waves', 'revoked', 'ending'],
  extend: ['room', 'over', 'pace'],
  leave: ['waves', 'revoked', 'over', 'ending'],
  revoke: ['room', 'waves', 'revoked', 'over', 'ending'],
  snapshot: ['room', 'record', 'over', 'pace', 'line', 'waves', 'revoked'],
  witness: ['room'],
  limit: [],
  move: ['room', 'record', 'over', 'pace', 'waves', 'revoked'],
  promote: ['room', 'server', 'record', 'over', 'pace', 'line'],
};

type Operation = keyof typeof PARTS | 'inside';

/** The Lua of one operation, with what it shares with others in front. */
export function readRoomLua(name: Operation): string {
  const stems =
    name === 'inside'
      ? ['judged-keys', 'clock', 'waves', name]
      : ['keys', 'clock', ...PARTS[name], name];
  return stems
    .map((stem) => readFileSync(new URL(`./lua/${stem}.lua`, import.meta.url), 'utf8'))
    .join('\n');
}

export type RoomScripts = ReturnType<typeof defineRoomScripts>;

/** The room's operations. A test may read other Lua, to see what happens without a guard. */
export function defineRoomScripts(readLua: (name: Operation) => string = readRoomLua) {
  const script = <T extends z.ZodType>(name: Operation, reply: T, keys = 10) =>
    defineScript({ source: readLua(name), keys, reply });

  return {
    open: script('open', number),
    configure: script('configure', z.literal([0, 1])),
    arrive: script('arrive', arriveReply),
    advance: script('advance', advanceReply),
    number: script('number', numberReply),
    inside: script('inside', insideReply, 2),
    enter: script('enter', enterReply),
    extend: script('extend', extendReply),
    leave: script('leave', leaveReply),
    revoke: script('revoke', revokeReply),
    snapshot: script('snapshot', snapshotReply),
    witness: script('witness', witnessReply),
    limit: script('limit', okReply),
    move: script('move', moveReply, 11),
    promote: script('promote', promoteReply, 11),
  };
}

/** Known of whoever waits under a number. */
function inLane(number: number, outcome: number): { lane?: Lane } {
  if (outcome === 4) {
    return { lane: 'priority' };
  }
  return outcome === 0 && number > 0 ? { lane: 'main' } : {};
}

/** `ok, epoch`, and four numbers for each place, in the order of the batch. */
function readArrivals([kind, epoch, ...fours]: ['ok', number, ...number[]]) {
  const places = [];
  for (let at = 0; at < fours.length; at += 4) {
    const [number = 0, draw = 0, index = 0, outcome = 0] = fours.slice(at, at + 4);
    places.push({
      number: number === 0 ? null : number,
      ticket: draw === 0 ? null : { draw, index },
      called: outcome === 1,
      turnedAway: outcome === 2,
      ...inLane(number, outcome),
      /** Its draw has been made: to be asked again with the number that it drew. */
      isDrawn: outcome === 3,
    });
  }
  return { kind, epoch, places };
}
