import { z } from 'zod';
import type { Side } from '../measuring/compare.ts';
import { drive, type Shot } from '../measuring/drive.ts';
import type { PurchaseShots } from './purchase-shots.ts';
import type { Purchase, Purchases } from './purchases.ts';

type Options = {
  url: string | readonly string[];
  pid: () => number | undefined;
  shots: PurchaseShots;
  purchases: Purchases;
  /** Purchases of a round. */
  count: number;
  connections: number;
  /** Of holds and, then, of payments; without it, as many as are answered. */
  perSecond?: number;
  beforeHolds?: () => Promise<void>;
};
type Held = { purchase: Purchase; reservationId: number };

/** Below what requests are signed with before their signatures are too old. */
const SECONDS_AT_MOST = 20;
const held = z.object({ id: z.number() });

/** Rounds of holds on one of the two servers, and rounds that pay them. */
export function buyingSide(options: Options): { holds: Side; payments: Side } {
  const { url, pid, shots, purchases, count, connections, perSecond, beforeHolds } = options;
  const heldIn: Held[][] = [];
  const shared = { url, connections, seconds: SECONDS_AT_MOST, perSecond, expected: 201 };
  let toSend: Shot[] = [];
  let purchaseOf = new Map<Shot, Purchase>();

  const holds: Side = {
    pid,
    async prepare(round) {
      await beforeHolds?.();
      const wanted = await purchases.next(count);
      toSend = await Promise.all(wanted.map((purchase) => shots.hold(purchase)));
      purchaseOf = new Map(toSend.map((shot, index) => [shot, wanted[index] as Purchase]));
      heldIn[round] = [];
    },
    run: (round) =>
      drive({
        ...shared,
        next: () => toSend.shift(),
        onAnswer(text, shot) {
          const reservationId = held.parse(JSON.parse(text)).id;
          heldIn[round]?.push({ purchase: purchaseOf.get(shot) as Purchase, reservationId });
        },
      }),
  };
  const payments: Side = {
    pid,
    async prepare(round) {
      const inRound = heldIn[round] ?? [];
      toSend = await Promise.all(
        inRound.map(({ purchase, reservationId }) => shots.pay(purchase, reservationId)),
      );
    },
    run: () => drive({ ...shared, next: () => toSend.shift() }),
  };
  return { holds, payments };
}
