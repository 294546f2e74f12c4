import { PLACE_LIFETIME_SECONDS, placeToken, type KeyRing, type Place } from '@frontrow/protocol';
import type { Admission } from '../gate/admission.ts';
import type { Settled, Visit } from '../gate/standing.ts';

type Deps = { admission: Admission; placeKeys: KeyRing };

export type SettleAs = ReturnType<typeof createSettleAs>;

/** How the visitor stands with another place than the one it came with, which it is given. */
export function createSettleAs({ admission, placeKeys }: Deps) {
  return async function settleAs(visit: Visit, place: Place): Promise<Settled> {
    const visitor = {
      ...visit.visitor,
      place,
      hasBadToken: false,
      sessionToken: undefined,
      session: undefined,
    };
    const settled = await admission.settle({ ...visit, mayJoin: false, visitor });
    const token =
      settled.grants.placeToken ??
      (await placeToken.sign(placeKeys, place, PLACE_LIFETIME_SECONDS));
    return { ...settled, grants: { ...settled.grants, placeToken: token } };
  };
}
