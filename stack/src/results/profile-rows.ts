import type { Profile } from '../processors/read-profile.ts';
import type { ResultRow } from './result-row.ts';
import { round } from './round.ts';

const SHOWN = 14;

/** The most of a profile, in percent of the busy time. */
export function profileRows({ shares }: Profile): (ResultRow & { unit: '%' })[] {
  return shares.slice(0, SHOWN).map(({ where, share }) => ({
    what: where,
    value: round(share * 100, 1),
    unit: '%',
  }));
}
