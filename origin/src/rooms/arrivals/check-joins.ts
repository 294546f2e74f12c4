import type { Arrival, ArrivalRefusal } from '@frontrow/protocol';
import type { Logins } from '../../accounts/logins.ts';
import type { AccountPlaces } from './account-places.ts';
import type { JoinLimit } from './join-limit.ts';
import type { ReadJoinRules } from './join-rules.ts';

type Deps = {
  readJoinRules: ReadJoinRules;
  refusedJoins: JoinLimit;
  placesOf: AccountPlaces;
  logins: Pick<Logins, 'findUserIds'>;
};

type Refusal = { refused: ArrivalRefusal; retryAfterSeconds?: number };

/** By the id that an arrival brought: why it is refused, or which place its account has already. */
export type CheckedJoins = { refusals: Map<string, Refusal>; placeIds: Map<string, string> };

export type CheckJoins = ReturnType<typeof createCheckJoins>;

/** The rules for joining. Old places that come back are under none of them. */
export function createCheckJoins({ readJoinRules, refusedJoins, placesOf, logins }: Deps) {
  return async function checkJoins(room: string, arrivals: Arrival[]): Promise<CheckedJoins> {
    const { login_required, joins_per_network } = await readJoinRules(room);
    const accounts = login_required ? await ofAccounts(room, arrivals) : NOTHING;
    if (joins_per_network === 0) {
      return accounts;
    }
    const { placeIds, refusals } = accounts;
    const newcomers = arrivals.filter(isNew);
    const joiners = newcomers.flatMap(({ id, network }) =>
      network === undefined || refusals.has(id)
        ? []
        : [{ placeId: placeIds.get(id) ?? id, network }],
    );
    const waits = await refusedJoins(room, joins_per_network, joiners);
    const limited = newcomers.flatMap(({ id }): [string, Refusal][] => {
      const seconds = waits.get(placeIds.get(id) ?? id);
      return seconds === undefined
        ? []
        : [[id, { refused: 'network_limit', retryAfterSeconds: seconds }]];
    });
    return { placeIds, refusals: new Map([...refusals, ...limited]) };
  };

  async function ofAccounts(room: string, arrivals: Arrival[]): Promise<CheckedJoins> {
    const tokens = arrivals.flatMap(({ login }) => (login === undefined ? [] : [login]));
    const userIds = await logins.findUserIds(tokens);
    const joiners = arrivals.flatMap(({ id, login }) => {
      const userId = userIds.get(login ?? '');
      return userId === undefined ? [] : [{ placeId: id, userId }];
    });
    // Old places are claimed as well, after a loss of Redis, and keep their id in any case.
    const claimed = await placesOf(room, joiners);
    const newcomers = arrivals.filter(isNew);
    return {
      placeIds: new Map(newcomers.flatMap(({ id }) => pair(id, claimed.get(id)))),
      refusals: new Map(
        newcomers
          .filter(({ id }) => !claimed.has(id))
          .map(({ id }) => [id, { refused: 'login_required' }]),
      ),
    };
  }
}

const NOTHING: CheckedJoins = { refusals: new Map(), placeIds: new Map() };

function isNew({ number, ticket }: Arrival): boolean {
  return number === undefined && ticket === undefined;
}

function pair(id: string, placeId: string | undefined): [string, string][] {
  return placeId === undefined ? [] : [[id, placeId]];
}
