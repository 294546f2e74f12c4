import { randomUUID } from 'node:crypto';
import { IDEMPOTENCY_KEY_HEADER } from '@frontrow/protocol';
import type { Shot } from '../measuring/drive.ts';
import type { createSignShot } from '../measuring/signed-shots.ts';
import { type Purchase, tokenHash } from './purchases.ts';

export type PurchaseShots = {
  hold: (purchase: Purchase) => Promise<Shot>;
  pay: (purchase: Purchase, reservationId: number) => Promise<Shot>;
};

type SignShot = Awaited<ReturnType<typeof createSignShot>>;

/** As the edge forwards them to the origin. */
export function ourShots(signShot: SignShot): PurchaseShots {
  const headers = ({ token }: Purchase) => ({
    authorization: `Bearer ${token}`,
    [IDEMPOTENCY_KEY_HEADER]: randomUUID(),
  });
  return {
    hold: (purchase: Purchase) =>
      signShot(purchase.place, {
        path: `/api/schedules/${purchase.scheduleId}/reservations`,
        method: 'POST',
        headers: headers(purchase),
        body: { seats: [{ seatNo: purchase.seatNo }] },
      }),
    pay: (purchase: Purchase, reservationId: number) =>
      signShot(purchase.place, {
        path: `/api/reservations/${reservationId}/payment`,
        method: 'POST',
        headers: headers(purchase),
        body: {},
      }),
  };
}

/** The same for the bare server, which needs the values alone. */
export const bareShots: PurchaseShots = {
  hold: async (purchase) => bareShot('/hold', purchase, 0),
  pay: async (purchase, reservationId) => bareShot('/pay', purchase, reservationId),
};

function bareShot(path: string, purchase: Purchase, reservationId: number): Shot {
  const { userId, scheduleId, seatNo, token } = purchase;
  const named = { userId, scheduleId, seatNo, reservationId, key: randomUUID() };
  return {
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...named, tokenHash: tokenHash(token).toString('hex') }),
  };
}
