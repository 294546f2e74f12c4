import { OutboxMessage, write } from '@frontrow/db';
import { placeId, roomId } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';
import { z } from 'zod';
import type { Logger } from '../logger.ts';
import { deleteInBatches } from '../schedulers/delete-in-batches.ts';

/** The place that paid has done what it came for; its slot goes to the next visitor. */
export const ROOM_COMPLETE = 'room.complete';
export const roomCompletePayload = z.object({ room: roomId, placeId });
export type RoomCompletePayload = z.infer<typeof roomCompletePayload>;

/** By topic. Each may get the same message more than once and must not mind. */
type OutboxHandlers = Record<string, (payload: unknown) => Promise<void>>;

/** Written in the transaction that the message tells of. */
export async function sendLater(
  trx: Knex.Transaction,
  topic: string,
  payload: Record<string, unknown>,
): Promise<number> {
  const { insertId } = await write(trx, 'INSERT INTO outbox (topic, payload) VALUES (?, ?)', [
    topic,
    JSON.stringify(payload),
  ]);
  return insertId;
}

export async function markDelivered(knex: Knex, id: number): Promise<void> {
  await write(
    knex,
    'UPDATE outbox SET delivered_at = NOW(3) WHERE id = ? AND delivered_at IS NULL',
    [id],
  );
}

const BATCH = 100;
const BATCHES_AT_MOST = 20;
/** A run is over well before its lease: while Redis is silent, each message waits for it. */
const RUN_MS_AT_MOST = 20_000;
/** Fresh messages are still being delivered by the request that wrote them. */
const PATIENCE_SECONDS = 2;

type DeliverDeps = { knex: Knex; handlers: OutboxHandlers; logger: Logger; runMs?: number };

/**
 * Delivers what is still undelivered, at least once, oldest first; returns how many were delivered.
 * No transaction is open while a handler works. A message that fails stays, and holds up no other; what a run has no
 * time for is left to the next one.
 */
export function createDeliverOutbox({
  knex,
  handlers,
  logger,
  runMs = RUN_MS_AT_MOST,
}: DeliverDeps) {
  return async function deliverOutbox(): Promise<number> {
    const overAt = performance.now() + runMs;
    let delivered = 0;
    let after = 0;
    for (let batch = 0; batch < BATCHES_AT_MOST; batch += 1) {
      const messages = await readDue(knex, after);
      for (const message of messages) {
        if (performance.now() >= overAt) {
          return delivered;
        }
        delivered += (await deliver(message)) ? 1 : 0;
        after = message.id;
      }
      if (messages.length < BATCH) {
        break;
      }
    }
    return delivered;
  };

  async function deliver({ id, topic, payload }: OutboxMessage): Promise<boolean> {
    const handler = handlers[topic];
    if (handler === undefined) {
      logger.error({ id, topic }, 'outbox message of an unknown topic');
      return false;
    }
    try {
      await handler(payload);
    } catch (error) {
      // Whatever it is, the message is kept and tried again at the next run.
      logger.warn({ id, topic, err: error }, 'outbox message not delivered yet');
      return false;
    }
    await markDelivered(knex, id);
    return true;
  }
}

function readDue(knex: Knex, after: number): Promise<OutboxMessage[]> {
  return OutboxMessage.query(knex)
    .whereNull('deliveredAt')
    .where('id', '>', after)
    .where('createdAt', '<=', raw('NOW(3) - INTERVAL ? SECOND', [PATIENCE_SECONDS]))
    .orderBy('id')
    .limit(BATCH)
    .execute();
}

const DELIVERED_KEPT_HOURS = 24;

/** Forgets messages that were delivered long ago; returns how many. */
export function createPruneOutbox({ knex }: { knex: Knex }) {
  return function pruneOutbox(): Promise<number> {
    return deleteInBatches((limit) =>
      OutboxMessage.query(knex)
        .delete()
        .where('deliveredAt', '<', raw('NOW(3) - INTERVAL ? HOUR', [DELIVERED_KEPT_HOURS]))
        .limit(limit),
    );
  };
}
