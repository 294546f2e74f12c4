import type { Arrival, ArrivalRefusal, ArrivalsReply } from '@frontrow/protocol';
import type { Logins } from '../../accounts/logins.ts';
import type { Rooms } from '../rooms.ts';
import type { AccountPlaces } from './account-places.ts';
import type { JoinLimit } from './join-limit.ts';
import type { ReadJoinRules } from './join-rules.ts';

type Deps = {
  rooms: Pick<Rooms, 'arrive'>;
  readJoinRules: ReadJoinRules;
  refusedJoins: JoinLimit;
  placesOf: AccountPlaces;
  logins: Pick<Logins, 'findUserIds'>;
};

type Refusal = { refused: ArrivalRefusal; retryAfterSeconds?: number };
/** By the id that an arrival brought. */
type Checked = { refusals: Map<string, Refusal>; placeIds: Map<string, string> };

export type TakeArrivals = ReturnType<typeof createTakeArrivals>;

/**
 * Arrivals under the rules for joining: whom they keep out is told so, and the rest of the batch goes on. Old places
 * that come back are under none of them.
 */
export function createTakeArrivals(deps: Deps) {
  const { rooms, readJoinRules, refusedJoins, placesOf, logins } = deps;

  return async function takeArrivals(
    room: string,
    arrivals: Arrival[],
    calledUpTo?: number,
  ): Promise<ArrivalsReply> {
    const checked = await check(room, arrivals.filter(isNew));
    const admitted = arrivals
      .filter(({ id }) => !checked.refusals.has(id))
      .map(({ network: _network, login: _login, ...arrival }) => ({
        ...arrival,
        id: checked.placeIds.get(arrival.id) ?? arrival.id,
      }));
    const { epoch, places } = await rooms.arrive(room, admitted, calledUpTo);
    const byId = new Map(places.map((place) => [place.id, place]));
    return {
      epoch,
      places: arrivals.map(({ id }) => placeFor(id, checked, byId)),
    };
  };

  async function check(room: string, newcomers: Arrival[]): Promise<Checked> {
    const { login_required, joins_per_network } = await readJoinRules(room);
    const accounts = login_required ? await ofAccounts(room, newcomers) : NOTHING;
    if (joins_per_network === 0) {
      return accounts;
    }
    const joiners = newcomers.flatMap(({ id, network }) =>
      network === undefined || accounts.refusals.has(id)
        ? []
        : [{ placeId: accounts.placeIds.get(id) ?? id, network }],
    );
    const waits = await refusedJoins(room, joins_per_network, joiners);
    const limited = newcomers.flatMap(({ id }): [string, Refusal][] => {
      const seconds = waits.get(accounts.placeIds.get(id) ?? id);
      return seconds === undefined
        ? []
        : [[id, { refused: 'network_limit', retryAfterSeconds: seconds }]];
    });
    return { ...accounts, refusals: new Map([...accounts.refusals, ...limited]) };
  }

  async function ofAccounts(room: string, newcomers: Arrival[]): Promise<Checked> {
    const tokens = newcomers.flatMap(({ login }) => (login === undefined ? [] : [login]));
    const userIds = await logins.findUserIds(tokens);
    const joiners = newcomers.flatMap(({ id, login }) => {
      const userId = userIds.get(login ?? '');
      return userId === undefined ? [] : [{ placeId: id, userId }];
    });
    const placeIds = await placesOf(room, joiners);
    const strangers = newcomers.filter(({ id }) => !placeIds.has(id));
    const refusals = strangers.map(({ id }) => [id, { refused: 'login_required' }] as const);
    return { placeIds, refusals: new Map(refusals) };
  }
}

const NOTHING: Checked = { refusals: new Map(), placeIds: new Map() };

function isNew({ number, ticket }: Arrival): boolean {
  return number === undefined && ticket === undefined;
}

function placeFor(
  id: string,
  { refusals, placeIds }: Checked,
  places: Map<string, ArrivalsReply['places'][number]>,
): ArrivalsReply['places'][number] {
  const nothing = { id, number: null, ticket: null, called: false };
  const refusal = refusals.get(id);
  if (refusal !== undefined) {
    return { ...nothing, ...refusal };
  }
  const placeId = placeIds.get(id) ?? id;
  const place = places.get(placeId);
  if (place === undefined) {
    throw new Error('The room answered fewer arrivals than it was told of.');
  }
  return placeId === id ? place : { ...place, id, placeId };
}
