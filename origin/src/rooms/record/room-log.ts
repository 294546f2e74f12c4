import { closedDraw, DRAW_VERSION } from '@frontrow/protocol';
import { z } from 'zod';
import type { RedisClient } from '../../redis/connect.ts';
import { logKey } from '../store/room-keys.ts';

type Deps = { redis: RedisClient; keyPrefix: string };

export type LoggedDraw = z.output<typeof loggedDraw>;
export type LoggedAdmission = {
  kind: 'called' | 'entered' | 'passed' | 'moved';
  epoch: number;
  visitor: string;
  number: number | null;
  /** As the visitor showed it at the door. */
  ticket: { draw: number; index: number } | null;
  movedTo: string | null;
};
/** One step of the room; `id` is its place in the log, `at` Redis time. */
export type LogEntry = { id: string; at: Date } & (
  | { draw: LoggedDraw; admissions?: undefined }
  | { draw?: undefined; admissions: LoggedAdmission[] }
);

export type RoomLog = ReturnType<typeof createRoomLog>;

const noneIfEmpty = z.string().transform((text) => (text === '' ? null : text));
/** As `draw.lua` writes it. */
const loggedDraw = closedDraw
  .omit({ version: true })
  .extend({ key: noneIfEmpty, commitment: noneIfEmpty, at: z.number() })
  .transform((draw) => ({ ...draw, version: DRAW_VERSION }));

const NOT_MORE = { ticket: null, movedTo: null };

/** What a room has done under drawn numbers, in Redis until it is in the record. See `record.lua`. */
export function createRoomLog({ redis, keyPrefix }: Deps) {
  return {
    /** The oldest entries. */
    async read(room: string, count: number): Promise<LogEntry[]> {
      const entries = await redis.xrange(logKey(keyPrefix, room), '-', '+', 'COUNT', count);
      return entries.map(([id, [kind = '', text = '']]) => readEntry(id, kind, text));
    },

    async forget(room: string, entries: LogEntry[]): Promise<void> {
      await redis.xdel(logKey(keyPrefix, room), ...entries.map(({ id }) => id));
    },
  };
}

function readEntry(id: string, kind: string, text: string): LogEntry {
  const at = new Date(Number(id.split('-', 1)[0]));
  switch (kind) {
    case 'draw':
      return { id, at, draw: loggedDraw.parse(JSON.parse(text)) };
    case 'called':
      return { id, at, admissions: readCalls(text) };
    case 'entered':
    case 'passed':
      return { id, at, admissions: [readEntered(kind, text)] };
    case 'moved':
      return { id, at, admissions: [readMoved(text)] };
    default:
      throw new Error(`The log of a room has no "${kind}".`);
  }
}

/** `epoch visitor,number visitor,number …` */
function readCalls(text: string): LoggedAdmission[] {
  const [epoch, ...calls] = text.split(' ');
  return calls.map((call) => {
    const [visitor = '', number] = call.split(',');
    return { ...NOT_MORE, kind: 'called', epoch: Number(epoch), visitor, number: Number(number) };
  });
}

/** `epoch,visitor,number,draw,index`; the last two empty where no ticket was shown. */
function readEntered(kind: 'entered' | 'passed', text: string): LoggedAdmission {
  const [epoch, visitor = '', number, draw = '', index = ''] = text.split(',');
  const ticket = draw === '' ? null : { draw: Number(draw), index: Number(index) };
  const common = { ...NOT_MORE, epoch: Number(epoch), visitor, number: Number(number) };
  return { ...common, kind, ticket };
}

/** `epoch,old,new` */
function readMoved(text: string): LoggedAdmission {
  const [epoch, visitor = '', movedTo = ''] = text.split(',');
  return { kind: 'moved', epoch: Number(epoch), visitor, number: null, ticket: null, movedTo };
}
