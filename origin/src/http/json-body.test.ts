import {
  bodyDigest,
  EDGE_CONTEXT_HEADER,
  EDGE_SIGNATURE_HEADER,
  generateKeyRing,
  readKeyRing,
  signEdgeRequest,
} from '@frontrow/protocol';
import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { edgeOnly } from './edge-only.ts';
import { errorHandler } from './error-handler.ts';
import { jsonBody } from './json-body.ts';

const ring = await readKeyRing(generateKeyRing('edge-test'));
const app = express()
  .use(edgeOnly(ring), jsonBody('1kb'), (req, res) => {
    res.json({ got: req.body ?? null });
  })
  .use(errorHandler(createLogger('silent')));

/** Sends `sent` where the edge signed `signed`. */
async function post(sent: string, signed: string | null = sent) {
  const digest = signed === null ? null : await bodyDigest(new TextEncoder().encode(signed));
  const { context, signature } = await signEdgeRequest(ring, {
    method: 'POST',
    target: '/',
    context: { requestId: 'r', clientIp: 'unknown', place: null, bodyDigest: digest },
  });
  return request(app)
    .post('/')
    .set({
      [EDGE_CONTEXT_HEADER]: context,
      [EDGE_SIGNATURE_HEADER]: signature,
      'Content-Type': 'application/json',
      'Content-Length': String(sent.length),
    })
    .send(sent);
}

it('takes the body that the edge signed', async () => {
  expect((await post('{"amount":5}')).body).toEqual({ got: { amount: 5 } });
});

it('takes no body at all, also where the client calls it JSON', async () => {
  const { status, body } = await post('', null);
  expect([status, body]).toEqual([200, { got: {} }]);
});

it.each([
  ['another one', '{"amount":6}', '{"amount":5}'],
  ['one where none was signed', '{"amount":6}', null],
  ['none where one was signed', '', '{"amount":5}'],
])('refuses %s', async (_what, sent, signed) => {
  expect((await post(sent, signed)).body).toMatchObject({ code: 'edge_signature_invalid' });
});
