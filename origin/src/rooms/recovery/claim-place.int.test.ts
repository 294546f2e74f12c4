import { RoomRecovery } from '@frontrow/db';
import type { Place } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomPlaceId } from '../../testing/room.ts';
import { settleAll, times } from '../../testing/settle-all.ts';
import { type CodeRoom, openCodeRoom } from '../../testing/waiting-codes.ts';
import { createRedeemCode } from '../codes/redeem-code.ts';
import { createRoomRevocations } from '../revocations/room-revocations.ts';
import { createClaimPlace } from './claim-place.ts';
import { createPruneRecovery } from './prune-recovery.ts';
import { createRecoveryCodes } from './recovery-codes.ts';

let room: CodeRoom;
let codes: ReturnType<typeof createRecoveryCodes>;

async function openRoom(settings?: Parameters<typeof openCodeRoom>[0]): Promise<void> {
  room = await openCodeRoom(settings);
  codes = createRecoveryCodes({ knex: room.knex });
}

function claimer(changes: Partial<Parameters<typeof createClaimPlace>[0]> = {}) {
  const { rooms, uses, knex } = room;
  const revocations = createRoomRevocations({ knex });
  const attempts = room.attempts('claims');
  const parts = { recoveryCodes: codes, rooms, uses, revocations, attempts, ...changes };
  const claimPlace = createClaimPlace(parts);
  return (code: string, newId = randomPlaceId(), network?: string) =>
    claimPlace({ room: 'main', code, newId, ...(network === undefined ? {} : { network }) });
}

async function onePlace(): Promise<Place> {
  const [place] = await room.arrive(1);
  if (place === undefined) {
    throw new Error('nobody arrived');
  }
  return place;
}

const enter = async (place: Place) => (await room.rooms.enter('main', place, false)).kind;
const unknown = { code: 'recovery_code_unknown' };

describe('a recovery code', () => {
  beforeAll(() => openRoom());
  afterAll(() => room.stop());

  it('moves a waiting place to whoever claims it, and the old one has ended', async () => {
    const place = await onePlace();
    const { waiting } = await room.rooms.snapshot('main');
    const moved = await claimer()(await codes.make(place));
    expect(moved).toEqual({ ...place, id: moved.id });
    expect([await enter(place), await enter(moved)]).toEqual(['ended', 'waiting']);
    expect(await room.rooms.snapshot('main')).toMatchObject({ waiting });
  });

  it('is claimed by exactly one of twenty at once', async () => {
    const code = await codes.make(await onePlace());
    const claim = claimer();
    const { done, refused } = await settleAll(times(20, () => claim(code)));
    expect([done.length, refused]).toEqual([1, { recovery_code_unknown: 19 }]);
  });

  it('would be claimed by several if it was looked at first (negative control)', async () => {
    const code = await codes.make(await onePlace());
    const lookFirst = {
      ...codes,
      async claim(...[inRoom, typed, newId]: Parameters<typeof codes.claim>) {
        const [row] = await RoomRecovery.query(room.knex).orderBy('expiresAt', 'desc').limit(1);
        if (row === undefined || row.claimedBy !== null) {
          return codes.claim(inRoom, typed, newId);
        }
        await RoomRecovery.query(room.knex).patch({ claimedBy: newId }).where({ room: inRoom });
        return { place: row.place as Place, hasMoved: true };
      },
    };
    const claim = claimer({ recoveryCodes: lookFirst });
    const { done } = await settleAll(times(20, () => claim(code)));
    expect(done.length).toBeGreaterThan(1);
  });

  it('gives the same browser the same place again, and nobody else', async () => {
    const [code, newId] = [await codes.make(await onePlace()), randomPlaceId()];
    const claim = claimer();
    expect(await claim(code, newId)).toEqual(await claim(code, newId));
    await expect(claim(code)).rejects.toMatchObject(unknown);
  });

  it('replaces the one before it', async () => {
    const place = await onePlace();
    const [first, second] = [await codes.make(place), await codes.make(place)];
    await expect(claimer()(first)).rejects.toMatchObject(unknown);
    expect(await claimer()(second)).toMatchObject({ number: place.number });
  });

  it('of a place that has left is worth nothing', async () => {
    const place = await onePlace();
    const code = await codes.make(place);
    await room.rooms.leave('main', place.id, 'left');
    await expect(claimer()(code)).rejects.toMatchObject(unknown);
  });

  it('stands for the place as it is now: also after its step into the priority lane', async () => {
    const place = await onePlace();
    const code = await codes.make(place);
    const attempts = { byPlace: room.attempts('place'), byNetwork: room.attempts('network') };
    const redeem = createRedeemCode({ uses: room.uses, rooms: room.rooms, attempts });
    const number = await redeem({ place, code: await room.code() });
    const moved = await claimer()(code);
    expect(moved).toMatchObject({ lane: 'priority', number });
    expect(await enter(moved)).toBe('waiting');
  });

  it.each(['move', 'addMoved', 'moved'])(
    'finishes with the next try when the process died at "%s"',
    async (step) => {
      const place = await onePlace();
      const [code, newId] = [await codes.make(place), randomPlaceId()];
      const dies = () => Promise.reject(new Error('the process died'));
      const revocations = { ...createRoomRevocations({ knex: room.knex }), [step]: dies };
      const dying = claimer({
        rooms: { ...room.rooms, [step]: dies },
        recoveryCodes: { ...codes, [step]: dies },
        revocations: step === 'moved' ? createRoomRevocations({ knex: room.knex }) : revocations,
      });
      await expect(dying(code, newId)).rejects.toThrow('died');
      const moved = await claimer()(code, newId);
      expect([await enter(place), await enter(moved)]).toEqual(['ended', 'waiting']);
    },
  );

  it('cannot be tried out: a network is stopped, and right codes do not count', async () => {
    const claim = claimer({ attempts: room.attempts('few-claims', 3) });
    const network = '203.0.113.0/24';
    for (const place of await room.arrive(4)) {
      await claim(await codes.make(place), randomPlaceId(), network);
    }
    const tries = times(4, () => claim('0000-0000-0000', randomPlaceId(), network));
    const { refused } = await settleAll(tries);
    expect(refused).toEqual({ recovery_code_unknown: 3, too_many_requests: 1 });
  });

  it('is forgotten when it is no longer valid', async () => {
    const code = await codes.make(await onePlace());
    const past = room.knex.raw('NOW(3) - INTERVAL 1 SECOND');
    await RoomRecovery.query(room.knex).patch({ expiresAt: past });
    await expect(claimer()(code)).rejects.toMatchObject(unknown);
    expect(await createPruneRecovery({ knex: room.knex })()).toBeGreaterThan(0);
    expect(await RoomRecovery.query(room.knex).resultSize()).toBe(0);
  });
});

describe('a place inside', () => {
  beforeAll(() => openRoom({}));
  afterAll(() => room.stop());

  it('moves with its session', async () => {
    const place = await onePlace();
    expect(await enter(place)).toBe('active');
    const moved = await claimer()(await codes.make(place));
    expect([await enter(place), await enter(moved)]).toEqual(['ended', 'active']);
    expect(await room.rooms.snapshot('main')).toMatchObject({ active: 1 });
  });
});

describe('after Redis has lost its memory', () => {
  beforeAll(() => openRoom());
  afterAll(() => room.stop());

  it('a code still brings the place back, once, and the old browser cannot', async () => {
    const place = await onePlace();
    const code = await codes.make(place);
    await room.loseRedis();
    const moved = await claimer()(code);
    expect(moved.number).toBe(place.number);
    expect(await enter(moved)).toBe('waiting');
    await room.rooms.applyRevocations('main');
    expect(await enter(place)).toBe('ended');
  });

  it('a place that had moved stays moved', async () => {
    const place = await onePlace();
    const moved = await claimer()(await codes.make(place));
    await room.loseRedis();
    const { id, number } = place;
    await room.rooms.arrive('main', [{ id, number: number ?? 1 }]);
    expect(await enter(place)).toBe('ended');
    const again = await room.rooms.arrive('main', [{ id: moved.id, number: moved.number ?? 1 }]);
    expect(again.places).toMatchObject([{ number, called: false }]);
    expect(await enter(moved)).toBe('waiting');
  });

  it('a place that was revoked meanwhile does not come back by its code', async () => {
    const place = await onePlace();
    const code = await codes.make(place);
    await room.revokePlaces('main', { placeId: place.id }, room.actor);
    await room.loseRedis();
    await expect(claimer()(code)).rejects.toMatchObject(unknown);
  });

  it('a place of the priority lane comes back by its code, whatever numbers of the main lane were revoked', async () => {
    const place = await onePlace();
    const attempts = { byPlace: room.attempts('place'), byNetwork: room.attempts('network') };
    const redeem = createRedeemCode({ uses: room.uses, rooms: room.rooms, attempts });
    const number = await redeem({ place, code: await room.code() });
    const code = await codes.make(place);
    await room.revokePlaces('main', { numbers: { from: 1, to: number } }, room.actor);
    await room.loseRedis();
    expect(await claimer()(code)).toMatchObject({ lane: 'priority', number });
  });

  it('a place of the priority lane comes back into it', async () => {
    const place = await onePlace();
    const attempts = { byPlace: room.attempts('place'), byNetwork: room.attempts('network') };
    const redeem = createRedeemCode({ uses: room.uses, rooms: room.rooms, attempts });
    const number = await redeem({ place, code: await room.code() });
    await room.loseRedis();
    const { id } = place;
    const back = await room.rooms.arrive('main', [{ id, lane: 'priority', number }]);
    expect(back.places).toMatchObject([{ number, called: false }]);
    expect(await room.rooms.snapshot('main')).toMatchObject({ priority: { waiting: 1 } });
    const next = await redeem({ place: await onePlace(), code: await room.code() });
    expect(next).toBeGreaterThan(number);
  });
});
