import { z } from 'zod';
import type { TextStore } from '../api/idempotency-keys.ts';

const seatName = z.object({ section: z.string(), row: z.string(), seat: z.string() });

/** What the buyer wanted, in a form that can be said in any language. */
export const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hold'), scheduleId: z.number(), seats: z.array(seatName) }),
  z.object({ kind: z.literal('hold-best'), scheduleId: z.number(), count: z.number() }),
  z.object({ kind: z.literal('pay'), reservationId: z.number() }),
  z.object({ kind: z.literal('release'), reservationId: z.number(), scheduleId: z.number() }),
  z.object({ kind: z.literal('charge'), amount: z.number() }),
]);
export type Wish = z.infer<typeof wish>;

const keptCall = z.object({
  wish,
  method: z.enum(['POST', 'DELETE']),
  path: z.string().startsWith('/api/'),
  body: z.unknown().optional(),
  /** The same as in the first try, so that the thing is done at most once. */
  key: z.string().optional(),
  /** What the key is for; see `idempotency-keys.ts`. */
  intent: z.string().optional(),
  keptAt: z.number(),
});
export type KeptCall = z.infer<typeof keptCall>;

const SLOT = 'frontrow.kept-call';
/** Longer than most lines take; seats and prices of yesterday mean nothing today. */
const KEPT_MS = 3 * 60 * 60 * 1000;

type Deps = { store: TextStore; now: () => number };

/** The last thing that the room refused, for this tab. Calls with passwords have no wish and are never kept. */
export function createKeptCalls({ store, now }: Deps) {
  return {
    keep(call: Omit<KeptCall, 'keptAt'>): void {
      store.setItem(SLOT, JSON.stringify({ ...call, keptAt: now() }));
    },

    find(): KeptCall | undefined {
      const call = keptCall.safeParse(parse(store.getItem(SLOT))).data;
      const age = call === undefined ? 0 : now() - call.keptAt;
      return age < 0 || age > KEPT_MS ? undefined : call;
    },

    forget(): void {
      store.removeItem(SLOT);
    },
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Cut short by a full store: as good as nothing kept.
    return undefined;
  }
}
