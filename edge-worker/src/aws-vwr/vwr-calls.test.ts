import { generateKeyRing, readKeyRing, placeToken } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../gate/admission.ts';
import type { Incoming } from '../incoming.ts';
import { samplePlace, sampleRoom } from '../testing/samples.ts';
import { createAssignQueueNum } from './assign-queue-num.ts';
import { queuePosExpiry } from './queue-pos-expiry.ts';
import type { VwrAsk } from './vwr-calls.ts';

const placeKeys = await readKeyRing(generateKeyRing('place-1'));

function ask(room: VwrAsk['room'], place = samplePlace()): VwrAsk {
  const trace = { requestId: 'r', clientIp: 'unknown' };
  const target = { path: '/aws-vwr/assign_queue_num', search: '' };
  const incoming: Incoming = { request: new Request('https://edge.test'), target, trace };
  const request = { kind: 'place', place, enteredAtSeconds: 0 } as const;
  return { incoming, room, input: { eventId: 'main', requestId: undefined }, request };
}

describe('assign_queue_num while the door stands open', () => {
  const place = samplePlace();
  const admission: Admission = {
    settle: async ({ room }) => ({ standing: { kind: 'open' }, room, grants: {} }),
    restore: async ({ room }) => ({
      standing: { kind: 'called', place },
      room,
      grants: { placeToken: await placeToken.sign(placeKeys, place, 60) },
    }),
  };
  const assigned = async (turnstile_mode: 'off' | 'invisible') => {
    const room = sampleRoom({ settings: { suspended: true, turnstile_mode } });
    return (await createAssignQueueNum({ admission })(ask(room))).status;
  };

  it('gives a number all the same', async () => {
    expect(await assigned('off')).toBe(200);
  });

  it('gives none that would outlive it without the proof of being human', async () => {
    expect(await assigned('invisible')).toBe(400);
  });
});

describe('queue_pos_expiry', () => {
  it('is answered at the edge while a place of the priority lane waits, however low its number', async () => {
    let asked = 0;
    const askClaim = async () => {
      asked += 1;
      return { state: 'called' as const, secondsLeft: 9 };
    };
    const room = sampleRoom({ priority: { issued: 20, calledUpTo: 5, waiting: 15 } });
    const statusOf = async (number: number) => {
      const place = samplePlace({ lane: 'priority', number });
      return (await queuePosExpiry(askClaim)(ask(room, place))).status;
    };
    expect([await statusOf(6), asked]).toEqual([202, 0]);
    expect([await statusOf(5), asked]).toEqual([200, 1]);
  });
});
