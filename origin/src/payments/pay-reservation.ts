import type { PaymentReply } from '@frontrow/protocol';
import type { Knex } from 'knex';
import type { Idempotent, IdempotentReply, IdempotentRequest } from '../idempotency/idempotent.ts';
import type { Logger } from '../logger.ts';
import type { DebitWallet } from '../points/debit-wallet.ts';
import { confirmReservation, lockPendingReservation } from '../reservations/confirm-reservation.ts';
import { markDelivered, ROOM_COMPLETE, type RoomCompletePayload, sendLater } from './outbox.ts';
import { createTicketCode } from './ticket-code.ts';
import type { Tickets } from './tickets.ts';

export type Paid = { scheduleId: number; place: RoomCompletePayload | undefined };

type Deps = {
  knex: Knex;
  idempotent: Idempotent;
  debitWallet: DebitWallet;
  tickets: Tickets;
  /**
   * Completes the place and forgets cached seats, after the commit. It rejects when the place
   * could not be completed: the outbox then does it later.
   */
  afterPayment: (paid: Paid) => Promise<void>;
  logger: Logger;
};
type Input = { reservationId: number; place: RoomCompletePayload | undefined };
type Effects = { scheduleId: number; messageId: number | undefined };

export type PayReservation = ReturnType<typeof createPayReservation>;

/**
 * Pays a reservation with points, once for each idempotency key. One transaction, always in this
 * order: idempotency record, the buyer's limit, reservation, wallet, ledger, seats, outbox.
 */
export function createPayReservation(deps: Deps) {
  const { knex, idempotent, debitWallet, tickets, afterPayment, logger } = deps;

  return async function payReservation(
    request: IdempotentRequest,
    input: Input,
  ): Promise<IdempotentReply> {
    let effects: Effects | undefined;
    const reply = await idempotent(request, async (trx) => {
      const paid = await pay(trx, request.userId, input);
      effects = paid.effects;
      return { status: 201, body: paid.body };
    });
    if (!reply.replayed && effects !== undefined) {
      void settle(effects, input.place);
    }
    return reply;
  };

  async function pay(
    trx: Knex.Transaction,
    userId: number,
    { reservationId, place }: Input,
  ): Promise<{ body: PaymentReply; effects: Effects }> {
    const reservation = await lockPendingReservation(trx, { userId, reservationId });
    const { amount, scheduleId } = reservation;
    const entry = await debitWallet(trx, { userId, amount, reservationId });
    await confirmReservation(trx, reservation, createTicketCode());
    const messageId = place && (await sendLater(trx, ROOM_COMPLETE, place));
    const ticket = await tickets.ofReservation(trx, reservationId);
    const body: PaymentReply = {
      payment: { id: entry.id, amount, paidAt: ticket.issuedAt },
      balance: entry.balanceAfter,
      ticket,
    };
    return { body, effects: { scheduleId, messageId } };
  }

  /** The payment stands, whatever happens here; nobody waits for it. */
  async function settle({ scheduleId, messageId }: Effects, place: Input['place']): Promise<void> {
    try {
      await afterPayment({ scheduleId, place });
      if (messageId !== undefined) {
        await markDelivered(knex, messageId);
      }
    } catch (error) {
      logger.warn({ err: error, scheduleId }, 'after a payment: left to the outbox');
    }
  }
}
