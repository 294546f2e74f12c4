import { RoomEvent } from '@frontrow/db';
import { eventAdminView, type NewEventBody } from '@frontrow/protocol';
import { createAppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest } from '../shop/shop-under-test.ts';

type Options = Parameters<typeof startShopUnderTest>[0];
export type OnSale = Awaited<ReturnType<typeof startOnSale>>;

/** A shop where pre-queues may be as short as a test's patience, with an operator who plans events. */
export async function startOnSale(options: Options = {}) {
  const shop = await startShopUnderTest({
    ...options,
    env: { LEAST_PREQUEUE_SECONDS: '1', ...options.env },
  });
  const operator = createAppVisitor(shop.edgeUrl);
  await operator.logIn(shop.accounts.operator, '/api/admin/logins');

  return {
    ...shop,
    operator,
    /** Times in seconds from now. */
    async plan(times: Times, changes: Partial<NewEventBody> = {}) {
      const body = { name: 'On sale', ...timesOf(times), ...changes };
      const call = { method: 'POST', body };
      const reply = await operator.call('/api/admin/rooms/main/events', call);
      if (reply.status !== 201) {
        throw new Error(`plan: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      return eventAdminView.parse(reply.body);
    },
    /** Clears the room of events, whatever their rules say. */
    async forgetEvents() {
      await RoomEvent.query(shop.knex).delete();
      await shop.knex('room_settings').increment('eventsVersion', 1);
    },
  };
}

type Times = { prequeue?: number; start: number; end: number };

function timesOf({ prequeue, start, end }: Times) {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  return {
    prequeue_start_time: prequeue === undefined ? null : at(prequeue),
    event_start_time: at(start),
    event_end_time: at(end),
  };
}
