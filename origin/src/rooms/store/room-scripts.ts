import { readFileSync } from 'node:fs';
import { roomSnapshot } from '@frontrow/protocol';
import { z } from 'zod';
import { defineScript } from '../../redis/lua-script.ts';

/** The state is not in Redis: the room must be opened again from its checkpoint. */
const closed = z.tuple([z.literal('closed')]).transform(() => ({ kind: 'closed' as const }));
const ok = z.literal('ok');
const number = z.number().int();

const arriveReply = z.union([
  closed,
  z.tuple([z.literal('rejecting')]).transform(() => ({ kind: 'rejecting' as const })),
  z.tuple([ok, number]).rest(number).transform(readArrivals),
]);

const advanceReply = z.union([
  closed,
  z
    .tuple([ok, number, number])
    .transform(([kind, called, calledUpTo]) => ({ kind, called, calledUpTo })),
]);

const activeReply = z
  .tuple([z.literal('active'), number, number])
  .transform(([kind, expiresAtMs, sessionMs]) => ({ kind, expiresAtMs, sessionMs }));

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
  z.tuple([ok, z.string(), z.string()]).transform(([kind, json, settingsJson]) => {
    const snapshot = JSON.parse(json) as object;
    const settings: unknown = JSON.parse(settingsJson);
    return { kind, snapshot: roomSnapshot.omit({ room: true }).parse({ ...snapshot, settings }) };
  }),
]);

const witnessReply = z.union([
  closed,
  z.tuple([ok, number]).transform(([kind, calledUpTo]) => ({ kind, calledUpTo })),
]);

/** The Lua of one operation, with what all of them share in front. */
export function readRoomLua(name: string): string {
  return ['room', 'ending', name]
    .map((stem) => readFileSync(new URL(`./lua/${stem}.lua`, import.meta.url), 'utf8'))
    .join('\n');
}

export type RoomScripts = ReturnType<typeof defineRoomScripts>;

/** The room's operations. A test may read other Lua, to see what happens without a guard. */
export function defineRoomScripts(readLua: (name: string) => string = readRoomLua) {
  const script = <T extends z.ZodType>(name: string, reply: T) =>
    defineScript({ source: readLua(name), keys: 7, reply });

  return {
    open: script('open', number),
    configure: script('configure', z.literal([0, 1])),
    arrive: script('arrive', arriveReply),
    advance: script('advance', advanceReply),
    enter: script('enter', enterReply),
    extend: script('extend', extendReply),
    leave: script('leave', leaveReply),
    revoke: script('revoke', revokeReply),
    snapshot: script('snapshot', snapshotReply),
    witness: script('witness', witnessReply),
  };
}

/** `ok, epoch, number, called, number, called, …` in the order of the batch. */
function readArrivals([kind, epoch, ...pairs]: ['ok', number, ...number[]]) {
  const places = [];
  for (let index = 0; index < pairs.length; index += 2) {
    places.push({ number: pairs[index] ?? 0, called: pairs[index + 1] === 1 });
  }
  return { kind, epoch, places };
}
