import type { Place, RoomSnapshot } from '@frontrow/protocol';
import type { Answer, Ask, Standing, Tools } from '../visits/step.ts';
import { type Call, type Door, jsonOf, LOST, ROOM, standing } from './door.ts';
import { createEdgeSigner } from './sign-as-edge.ts';

const SESSION = 'x-room-session';
const REFUSED = 'x-room-refused';

const POLL_SECONDS = 2;
/** As the edge tells browsers to: a third of the time until the turn can come, between these. */
const FARTHEST_POLL_SECONDS = 25;
const POLLS_TO_TURN = 3;
const DOOR_SECONDS = 1;

type Rest = Pick<Call, 'body' | 'headers'> & { expected: readonly number[] };

/**
 * Straight at the origin with the edge's key, as an internal caller has it: the same places, judged by the same
 * `enter`, only without the edge between. Nothing is skipped: without a number that was called nobody gets in.
 * Rooms that draw at random are not for this door: the edge computes what a ticket was drawn.
 */
export function createOriginDoor(edgeKeys: string, tools: Tools): Door {
  const signAsEdge = createEdgeSigner(edgeKeys, tools);
  const id = tools.randomBytes(16);
  let place: Place | null = null;
  let session: Record<string, string> = {};

  function ask(kind: Ask['kind'], call: Pick<Ask, 'name' | 'method' | 'path'>, rest: Rest): Ask {
    const { body, headers, expected } = rest;
    const text = body === undefined ? null : JSON.stringify(body);
    const json: Record<string, string> =
      text === null ? {} : { 'content-type': 'application/json' };
    const all = { accept: 'application/json', ...json, ...session, ...headers };
    return signAsEdge({ ...call, kind, headers: all, body: text, expected }, place);
  }

  function post(verb: string, { name = verb, ...rest }: Partial<Rest> & { name?: string }): Ask {
    const path = `/internal/rooms/${ROOM}/${verb}`;
    return ask('room', { name, method: 'POST', path }, { expected: [200], ...rest });
  }

  /** A place that the room has lost comes back under its old number. */
  function arrival() {
    const number = place?.number ?? undefined;
    return { id, ...(number === undefined ? {} : { number }) };
  }

  function keep({ headers }: Answer): void {
    const token = headers[SESSION];
    session = token === undefined ? session : { [SESSION]: token };
  }

  return {
    join: () => post('arrivals', { name: 'join', body: { arrivals: [arrival()] } }),
    status: () =>
      ask('poll', { name: 'status', method: 'GET', path: '/internal/rooms' }, { expected: [200] }),
    enter: () => post('enter', { expected: [200, 403] }),
    leave: () => post('leave', { expected: [204] }),
    business: ({ expected = [200], ...call }) => {
      const { body, headers = {}, ...named } = call;
      return ask('business', named, { body, headers, expected });
    },
    keep,
    standing(answer) {
      keep(answer);
      const { places, epoch } = jsonOf(answer);
      if (Array.isArray(places)) {
        place = placeFrom(places[0] as Arrived, Number(epoch));
      }
      return read(answer, place);
    },
  };
}

type Arrived = Pick<Place, 'id' | 'number' | 'ticket' | 'called'>;

function placeFrom({ id, number, ticket, called }: Arrived, epoch: number): Place {
  const unknown = { aheadAtJoin: 0, promise: null };
  return { room: ROOM, id, number, ticket, lane: 'main', epoch, called, ...unknown };
}

function read(answer: Answer, place: Place | null): Standing {
  const number = place?.number ?? null;
  const { state, rooms } = jsonOf(answer);
  if (state === 'active') {
    return standing('active', { number });
  }
  const refused = answer.headers[REFUSED];
  if (refused !== undefined) {
    return afterRefusal(refused, number);
  }
  if (answer.status !== 200 || place === null) {
    return standing('unknown', { number });
  }
  const snapshot = (rooms as RoomSnapshot[] | undefined)?.find(({ room }) => room === ROOM);
  return snapshot === undefined
    ? standing(place.called ? 'called' : 'waiting', { number, nextPollSeconds: POLL_SECONDS })
    : afterSnapshot(snapshot, place);
}

/** As the edge decides: at or below the watermark of its own epoch it has been called. */
function afterSnapshot({ epoch, calledUpTo, settings }: RoomSnapshot, place: Place): Standing {
  const { number } = place;
  if (epoch > place.epoch) {
    return standing('waiting', { number, reason: LOST, nextPollSeconds: 0 });
  }
  const isCalled = number !== null && epoch === place.epoch && number <= calledUpTo;
  const ahead = (number ?? calledUpTo) - calledUpTo;
  const turnInSeconds = (ahead / Math.max(1, settings.new_users_per_minute)) * 60;
  const nextPollSeconds = Math.min(
    FARTHEST_POLL_SECONDS,
    Math.max(POLL_SECONDS, turnInSeconds / POLLS_TO_TURN),
  );
  return standing(isCalled ? 'called' : 'waiting', { number, nextPollSeconds });
}

function afterRefusal(refused: string, number: number | null): Standing {
  if (refused === 'ended' || refused === 'required') {
    return standing('gone', { number });
  }
  const atTheDoor = refused === 'full';
  const nextPollSeconds = atTheDoor ? DOOR_SECONDS : POLL_SECONDS;
  return standing('waiting', { number, reason: refused, nextPollSeconds, atTheDoor });
}
