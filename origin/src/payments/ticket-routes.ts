import { IDEMPOTENCY_KEY_HEADER, idempotencyKey, pageQuery } from '@frontrow/protocol';
import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { userOf } from '../accounts/authenticate.ts';
import { createRouter } from '../http/create-router.ts';
import { readParams, readQuery } from '../http/read-input.ts';
import { readIdempotentRequest, sendIdempotentReply } from '../idempotency/idempotent-http.ts';
import type { ReplaySaved } from '../idempotency/replay-saved.ts';
import { PAYMENT_PATH } from './payment-routes.ts';
import { TICKET_CODE } from './ticket-code.ts';
import type { Tickets } from './tickets.ts';

type Deps = { authenticate: RequestHandler; tickets: Tickets; replaySaved: ReplaySaved };

const ticketParams = z.object({ code: z.string().toUpperCase().regex(TICKET_CODE) });

/** After the sale: the place is completed by the payment, the tickets stay readable without one. */
export function ticketRoutes({ authenticate, tickets, replaySaved }: Deps): Router {
  const router = createRouter();

  router.get('/tickets', authenticate, async (req, res) => {
    const page = await tickets.page({ userId: userOf(res).id, ...readQuery(pageQuery, req) });
    res.json(page);
  });

  router.get('/tickets/:code', authenticate, async (req, res) => {
    const { code } = readParams(ticketParams, req);
    const ticket = await tickets.one(userOf(res).id, code);
    res.json(ticket);
  });

  // A payment whose answer got lost has ended the buyer's place all the same, so the retry would
  // be turned away at the room. Only a saved reply is given here; anything else goes on to the shop.
  router.post(PAYMENT_PATH, authenticate, async (req, res, next) => {
    const hasKey = idempotencyKey.safeParse(req.get(IDEMPOTENCY_KEY_HEADER)).success;
    const reply = hasKey
      ? await replaySaved(readIdempotentRequest(req, userOf(res).id))
      : undefined;
    if (reply === undefined) {
      next();
      return;
    }
    sendIdempotentReply(res, reply);
  });

  return router;
}
