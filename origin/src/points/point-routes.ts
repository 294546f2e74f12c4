import { chargeBody, pageQuery, type walletView } from '@frontrow/protocol';
import type { Router } from 'express';
import type { z } from 'zod';
import { userOf } from '../accounts/authenticate.ts';
import { createRouter } from '../http/create-router.ts';
import { readBody, readQuery } from '../http/read-input.ts';
import { readIdempotentRequest, sendIdempotentReply } from '../idempotency/idempotent-http.ts';
import type { ChargeWallet } from './charge-wallet.ts';
import type { ReadWallet } from './read-wallet.ts';

type Deps = { readWallet: ReadWallet; chargeWallet: ChargeWallet };

export function pointRoutes({ readWallet, chargeWallet }: Deps): Router {
  const router = createRouter();

  router.get('/wallet', async (_req, res) => {
    const view: z.infer<typeof walletView> = { balance: await readWallet.balance(userOf(res).id) };
    res.json(view);
  });

  router.post('/wallet/charges', async (req, res) => {
    const userId = userOf(res).id;
    const body = readBody(chargeBody, req);
    sendIdempotentReply(
      res,
      await chargeWallet(readIdempotentRequest(req, userId, body), body.amount),
    );
  });

  router.get('/wallet/entries', async (req, res) => {
    const page = await readWallet.entries({
      userId: userOf(res).id,
      ...readQuery(pageQuery, req),
    });
    res.json(page);
  });

  return router;
}
