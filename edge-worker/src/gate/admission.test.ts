import { generateKeyRing, placeToken, readKeyRing, type EnterRefusal } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import type { ArrivalOutcome } from '../arrivals/ask-arrivals.ts';
import { createCheckHuman } from '../bots/check-human.ts';
import type { EnterOutcome, RoomClient } from '../origin/room-client.ts';
import { samplePlace, sampleRoom, sampleSnapshot } from '../testing/samples.ts';
import { createAdmission } from './admission.ts';
import { createEnter } from './enter.ts';
import { createSnapshotMemory } from './snapshot-memory.ts';
import type { Called, Visit } from './standing.ts';

const placeKeys = await readKeyRing(generateKeyRing('place-1'));
const trace = { requestId: 'r', clientIp: 'unknown' };
const placed = (number: number, called = false, epoch = 3) => ({
  kind: 'placed' as const,
  epoch,
  placed: { id: 'A', number, ticket: null, called, refused: null },
});
const active: EnterOutcome = {
  kind: 'active',
  expiresAt: '2026-11-22T00:00:00Z',
  sessionToken: 's',
};
const refuse = (reason: EnterRefusal): EnterOutcome => ({ kind: 'refused', reason });

type Script = { arrivals?: ArrivalOutcome[]; entries?: EnterOutcome[]; epoch?: number };

/** A gate over an origin that answers from a script. */
function gate({ arrivals = [], entries = [], epoch = 3 }: Script) {
  const calls: unknown[] = [];
  const away = { kind: 'away' } as const;
  const rooms: RoomClient = {
    snapshots: async () => [sampleSnapshot({ epoch })],
    arrive: async (_trace, _room, arrival, calledUpTo) => {
      calls.push(calledUpTo === undefined ? arrival : { ...arrival, calledUpTo });
      return arrivals.shift() ?? away;
    },
    enter: async (_trace, place, session) => {
      calls.push([place.number, session]);
      return entries.shift() ?? away;
    },
    end: async () => true,
    extend: async () => ({ kind: 'away' }),
  };
  const memory = createSnapshotMemory({
    fetchRooms: rooms.snapshots,
    now: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const checkHuman = createCheckHuman({ turnstile: undefined });
  const admission = createAdmission({ memory, rooms, placeKeys, checkHuman });
  return { admission, enter: createEnter({ rooms, admission }), calls };
}

function visit(changes: Partial<Visit['visitor']> = {}, mayJoin = true): Visit {
  const visitor = {
    transport: 'cookie' as const,
    place: undefined,
    hasBadToken: false,
    sessionToken: undefined,
    session: undefined,
    ...changes,
  };
  return { trace, room: sampleRoom(), visitor, mayJoin };
}

const calledPlace = samplePlace({ number: 60 });
const asCalled: Called = {
  standing: { kind: 'called', place: calledPlace },
  room: sampleRoom(),
  grants: {},
};

describe('settle', () => {
  it('signs a place for a newcomer, with the distance it starts from', async () => {
    const { admission } = gate({ arrivals: [placed(401)] });
    const { standing, grants } = await admission.settle(visit());
    expect(standing).toMatchObject({ kind: 'waiting', place: { number: 401, aheadAtJoin: 300 } });
    const token = await placeToken.verify(placeKeys, grants.placeToken ?? '');
    expect(token).toMatchObject({ ok: true, claims: { number: 401, epoch: 3 } });
  });

  it('signs a place that joins again in the lane in which it waits by now', async () => {
    const outcome = placed(4);
    const inPriority = {
      ...outcome,
      placed: { ...outcome.placed, lane: 'priority' as const },
    };
    const { admission } = gate({ arrivals: [inPriority] });
    const { standing } = await admission.settle(visit());
    expect(standing).toMatchObject({ place: { number: 4, lane: 'priority' } });
  });

  it('takes a newcomer who was called on arrival straight to the door', async () => {
    const { admission } = gate({ arrivals: [placed(401, true)] });
    expect((await admission.settle(visit())).standing.kind).toBe('called');
  });

  it('gives no place while the origin is away, and keeps an old one', async () => {
    const old = samplePlace({ epoch: 2 });
    const { admission } = gate({});
    expect((await admission.settle(visit())).standing).toEqual({ kind: 'away', place: undefined });
    const kept = await admission.settle(visit({ place: old }));
    expect(kept).toMatchObject({ standing: { kind: 'away', place: old }, grants: {} });
  });

  it('restores a place of an older epoch under its number and its id', async () => {
    const old = samplePlace({ epoch: 2, aheadAtJoin: 77 });
    const { admission, calls } = gate({ arrivals: [placed(150)] });
    const { standing } = await admission.settle(visit({ place: old }));
    expect(calls).toEqual([{ id: old.id, number: 150 }]);
    expect(standing).toMatchObject({ place: { number: 150, epoch: 3, aheadAtJoin: 77 } });
  });

  it('tells how far the line had come in the epoch of a place that it restores', async () => {
    const old = samplePlace({ epoch: 2 });
    const { admission, calls } = gate({ arrivals: [placed(150)] });
    const room = { ...sampleRoom(), before: sampleSnapshot({ epoch: 2, calledUpTo: 140 }) };
    await admission.settle({ ...visit({ place: old }), room });
    expect(calls).toEqual([{ id: old.id, number: 150, calledUpTo: 140 }]);
    const older = samplePlace({ epoch: 1 });
    await admission.settle({ ...visit({ place: older }), room });
    expect(calls[1]).toEqual({ id: older.id, number: 150 });
  });

  it('renews the snapshot when a place comes from a newer epoch', async () => {
    const { admission } = gate({ arrivals: [placed(90, false, 4)], epoch: 4 });
    const { standing, room } = await admission.settle(visit());
    expect(room.snapshot?.epoch).toBe(4);
    expect(standing.kind).toBe('called');
  });
});

describe('enter', () => {
  it('hands out the session that the origin gave', async () => {
    const { enter } = gate({ entries: [active] });
    const settled = await enter(visit({ place: calledPlace }), asCalled);
    expect(settled).toMatchObject({ standing: { kind: 'active' }, grants: { sessionToken: 's' } });
  });

  it.each([
    ['waiting', { kind: 'waiting', reason: 'full', isBack: true }],
    ['full', { kind: 'waiting', reason: 'full' }],
    ['rejecting', { kind: 'refused', code: 'room_rejecting' }],
    ['unavailable', { kind: 'away', place: calledPlace }],
  ] as const)('reads the refusal "%s"', async (reason, standing) => {
    const { enter, calls } = gate({ entries: [refuse(reason)] });
    const settled = await enter(visit({ place: calledPlace }), asCalled);
    expect(settled.standing).toMatchObject(standing);
    expect(calls).toHaveLength(1);
  });

  it('gives a navigation whose place has ended a new one, once, without the old session', async () => {
    const { enter, calls } = gate({
      entries: [refuse('ended'), refuse('ended')],
      arrivals: [placed(402, true)],
    });
    const settled = await enter(visit({ place: calledPlace, sessionToken: 'old' }), asCalled);
    expect(calls).toEqual([[60, 'old'], { id: expect.any(String) }, [402, undefined]]);
    expect(settled.standing).toEqual({ kind: 'refused', code: 'place_ended' });
  });

  it('gives a program no new place unasked', async () => {
    const { enter, calls } = gate({ entries: [refuse('ended')] });
    const settled = await enter(visit({ place: calledPlace }, false), asCalled);
    expect(settled.standing).toEqual({ kind: 'refused', code: 'place_ended' });
    expect(calls).toHaveLength(1);
  });

  it('restores a lost place and enters with it and its session', async () => {
    const { enter, calls } = gate({ entries: [refuse('lost'), active], arrivals: [placed(60)] });
    const settled = await enter(visit({ place: calledPlace, sessionToken: 's' }, false), asCalled);
    // With the watermark of the epoch that was lost, which the edge still has.
    const restored = { id: calledPlace.id, number: 60, calledUpTo: 100 };
    expect(calls).toEqual([[60, 's'], restored, [60, 's']]);
    expect(settled.standing.kind).toBe('active');
  });
});
