import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePlace, sampleRoom } from '../testing/samples.ts';
import { decide, MAX_SNAPSHOT_AGE_MS, type GateRequest } from './decide.ts';
import type { Room } from './rooms.ts';

const place = samplePlace();
const called = samplePlace({ number: 100 });
const page = { mayJoin: true, place: undefined, hasSession: false };
const call = { mayJoin: false, place: undefined, hasSession: false };

describe('decide', () => {
  it('lets a navigation without a place join', () => {
    expect(decide(page, sampleRoom())).toEqual({ kind: 'join' });
  });

  it('refuses a call without a place', () => {
    expect(decide(call, sampleRoom())).toEqual({ kind: 'refuse', code: 'place_required' });
  });

  it('asks a newcomer for a proof of being human, where the room wants one, and nobody who has a place', () => {
    const room = sampleRoom({ settings: { turnstile_mode: 'invisible' } });
    expect(decide(page, room)).toEqual({ kind: 'challenge' });
    expect(decide(call, room)).toEqual({ kind: 'refuse', code: 'place_required' });
    expect(decide({ ...page, place }, room).kind).toBe('wait');
    expect(decide({ ...page, place: samplePlace({ epoch: 2 }) }, room).kind).toBe('restore');
  });

  it('lets only who is logged in join, where the room wants that', () => {
    const room = sampleRoom({ settings: { login_required: true, turnstile_mode: 'invisible' } });
    expect(decide(page, room)).toEqual({ kind: 'refuse', code: 'login_required' });
    expect(decide({ ...page, hasLogin: true }, room)).toEqual({ kind: 'challenge' });
    expect(decide({ ...page, place }, room).kind).toBe('wait');
  });

  it('keeps a number above the watermark waiting', () => {
    expect(decide({ ...call, place: samplePlace({ number: 101 }) }, sampleRoom())).toEqual({
      kind: 'wait',
      place: samplePlace({ number: 101 }),
      reason: null,
    });
  });

  it('forwards a number at the watermark', () => {
    expect(decide({ ...call, place: called }, sampleRoom()).kind).toBe('forward');
  });

  it('forwards a place that was called while it arrived, before any snapshot knows it', () => {
    const early = samplePlace({ number: 999, called: true });
    expect(decide({ ...call, place: early }, sampleRoom()).kind).toBe('forward');
  });

  it('forwards a visitor inside although the room cannot be read', () => {
    const inside = { ...call, place, hasSession: true };
    expect(decide(inside, { id: 'main', snapshot: undefined, ageMs: Infinity }).kind).toBe(
      'forward',
    );
  });

  it('restores a place of an earlier epoch, also one that had been called', () => {
    const old = samplePlace({ epoch: 2, number: 1, called: true });
    expect(decide({ ...page, place: old }, sampleRoom())).toEqual({ kind: 'restore', place: old });
  });

  it('holds a place that is newer than the snapshot, whatever the old watermark says', () => {
    const newer = samplePlace({ epoch: 4, number: 1 });
    expect(decide({ ...call, place: newer }, sampleRoom())).toMatchObject({
      kind: 'wait',
      reason: 'holding_place',
    });
  });

  it('sends a revoked number to the door, where it learns that it has ended', () => {
    const room = sampleRoom({ revokedNumbers: [{ from: 140, to: 150 }] });
    expect(decide({ ...page, place }, room).kind).toBe('forward');
    const old = samplePlace({ epoch: 2, number: 145 });
    expect(decide({ ...page, place: old }, room).kind).toBe('forward');
    expect(decide({ ...page, place: samplePlace({ number: 151 }) }, room).kind).toBe('wait');
    // The priority lane counts for itself: nobody there is asked after at the origin for a wave of the other lane.
    const priority = samplePlace({ lane: 'priority', number: 145 });
    expect(decide({ ...page, place: priority }, room).kind).toBe('wait');
  });

  it('says that a paused room is paused', () => {
    const paused = sampleRoom({ settings: { queue_all: true } });
    expect(decide({ ...call, place }, paused)).toMatchObject({ kind: 'wait', reason: 'paused' });
  });

  it('opens a suspended room to everybody', () => {
    const suspended = sampleRoom({ settings: { suspended: true } });
    expect(decide(call, suspended)).toEqual({ kind: 'open' });
  });

  it('asks the origin for everybody in a room that passes visitors through', () => {
    const passing = sampleRoom({ settings: { queueing_method: 'passthrough' } });
    expect(decide({ ...call, place }, passing).kind).toBe('forward');
    expect(decide(call, passing)).toEqual({ kind: 'refuse', code: 'place_required' });
  });

  it('turns newcomers and waiting places away from a room that rejects', () => {
    const rejecting = sampleRoom({ settings: { queueing_method: 'reject' } });
    expect(decide(page, rejecting)).toEqual({ kind: 'refuse', code: 'room_rejecting' });
    expect(decide({ ...page, place }, rejecting).kind).toBe('refuse');
    expect(decide({ ...page, place: called }, rejecting).kind).toBe('forward');
  });

  it('lets nobody in on a snapshot that is too old, even one that says "suspended"', () => {
    const old = sampleRoom({ settings: { suspended: true } }, MAX_SNAPSHOT_AGE_MS + 1);
    expect(decide({ ...call, place: called }, old)).toEqual({ kind: 'unavailable', place: called });
    expect(decide(page, old)).toEqual({ kind: 'unavailable', place: undefined });
  });
});

type Gate = (request: GateRequest, room: Room) => { kind: string };

/** The gate's promise: whoever is certainly not yet in is not forwarded. */
function holdsTheLine(gate: Gate) {
  const number = fc.integer({ min: 1, max: 200 });
  const epoch = fc.integer({ min: 1, max: 3 });
  const calledUpTo = fc.integer({ min: 0, max: 200 });
  const ageMs = fc.integer({ min: 0, max: 60_000 });
  return fc.property(
    fc.record({ number, epoch, calledUpTo, roomEpoch: epoch, ageMs, mayJoin: fc.boolean() }),
    (one) => {
      const request = {
        mayJoin: one.mayJoin,
        place: samplePlace({ number: one.number, epoch: one.epoch }),
        hasSession: false,
      };
      const room = sampleRoom({ calledUpTo: one.calledUpTo, epoch: one.roomEpoch }, one.ageMs);
      const mayEnter =
        one.epoch === one.roomEpoch &&
        one.number <= one.calledUpTo &&
        one.ageMs <= MAX_SNAPSHOT_AGE_MS;
      expect(gate(request, room).kind === 'forward').toBe(mayEnter);
    },
  );
}

describe('the gate, for any place and snapshot', () => {
  it('forwards exactly the called ones', () => {
    expect(() => fc.assert(holdsTheLine(decide), { numRuns: 2000 })).not.toThrow();
  });

  const forwarded = { kind: 'forward' };
  const brokenGates: [string, Gate][] = [
    [
      'forgets the epoch',
      (request, room) => decide({ ...request, place: withRoomEpoch(request, room) }, room),
    ],
    ['forgets the age', (request, room) => decide(request, { ...room, ageMs: 0 })],
    ['is off', () => forwarded],
  ];

  it.each(brokenGates)('negative control: a gate that %s is caught', (_what, gate) => {
    expect(() => fc.assert(holdsTheLine(gate), { numRuns: 2000 })).toThrow('Property failed');
  });
});

function withRoomEpoch({ place: asked }: GateRequest, { snapshot }: Room) {
  return asked === undefined || snapshot === undefined
    ? asked
    : { ...asked, epoch: snapshot.epoch };
}
