import { Schedule } from '@frontrow/db';
import { loginReply } from '@frontrow/protocol';
import { ask } from '../edge/ask.ts';
import { startShopUnderTest } from '../shop/shop-under-test.ts';

type Sent = { path: string; body?: object; headers?: Record<string, string> };

export type ShopWithRooms = Awaited<ReturnType<typeof startShopWithRooms>>;

/** All of Frontrow with two origins, an operator who makes rooms, and the concerts that there are. */
export async function startShopWithRooms() {
  const shop = await startShopUnderTest({});
  const send = (method: string, { path, body, headers = {} }: Sent) =>
    ask(shop.originUrl, {
      path: `/api/admin${path}`,
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const account = { ...shop.accounts.operator, transport: 'token' };
  const reply = await send('POST', { path: '/logins', body: account });
  const headers = { authorization: `Bearer ${loginReply.parse(reply.json()).token ?? ''}` };
  const dates = await Schedule.query(shop.knex).orderBy(['concertId', 'id']);
  return {
    ...shop,
    concertIds: [...new Set(dates.map(({ concertId }) => concertId))],
    /** The number of a date of this concert. */
    dateOf: (concertId: number) => dates.find((date) => date.concertId === concertId)?.id ?? 0,
    /** A call of the admin API at one of the origins. */
    async admin(method: string, path: string, body?: object) {
      return send(method, { path, headers, ...(body === undefined ? {} : { body }) });
    },
  };
}
