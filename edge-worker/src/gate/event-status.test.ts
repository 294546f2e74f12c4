import { drawCommitment, eventDrawId, type RoomSnapshot } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { samplePlace, sampleRoom, sampleSnapshot } from '../testing/samples.ts';
import { decide } from './decide.ts';
import { eventStatus } from './event-status.ts';
import { waitingStatus } from './room-status.ts';

const KEY = 'ab'.repeat(32);
const START = 1_800_000_060_000;
const DRAW = eventDrawId(7);
const ticket = { draw: DRAW, index: 3 };
const holder = samplePlace({ number: null, ticket });
const closed = {
  id: DRAW,
  commitment: drawCommitment(KEY),
  key: KEY,
  version: 'feistel-sha256-1',
  base: 10,
  n: 5,
};
const open = { id: DRAW, commitment: drawCommitment(KEY), tickets: 5 };

function event(phase: 'before' | 'prequeue' | 'running'): RoomSnapshot['event'] {
  return {
    id: 7,
    name: 'On sale',
    phase,
    prequeue_start_time: new Date(START - 600_000).toISOString(),
    event_start_time: new Date(START).toISOString(),
    event_end_time: new Date(START + 600_000).toISOString(),
    shuffle_at_event_start: true,
    commitment: drawCommitment(KEY),
  };
}

const decided = (snapshot: Parameters<typeof sampleRoom>[0], place = holder) =>
  decide({ mayJoin: true, place, hasSession: false }, sampleRoom(snapshot));

describe('a ticket', () => {
  it.each(['before', 'prequeue'] as const)('waits for the start, the event being %s', (phase) => {
    const decision = decided({ event: event(phase), openDraw: open });
    expect(decision).toMatchObject({ kind: 'wait', reason: 'prequeue' });
  });

  it('waits for the draw that the start brings', () => {
    expect(decided({ event: event('running') })).toMatchObject({ kind: 'wait', reason: 'draw' });
    expect(decided({ event: event('running'), settings: { queue_all: true } })).toMatchObject({
      reason: 'paused',
    });
  });

  it('of a draw that the room has forgotten is exchanged for what the room knows', () => {
    const restored = { kind: 'restore', place: { ...holder, ticket: null } };
    expect(decided({ event: null })).toMatchObject(restored);
    const ofRandom = { ...holder, ticket: { draw: 3_000_001, index: 0 } };
    const later = { ...closed, id: 3_000_005 };
    expect(decided({ draws: [later] }, ofRandom)).toMatchObject({ kind: 'restore' });
    expect(decided({ draws: [{ ...later, id: 3_000_000 }] }, ofRandom)).toMatchObject({
      kind: 'wait',
      reason: 'draw',
    });
  });

  it('of a running event is exchanged once later draws have pushed its draw out of the snapshot', () => {
    const draws = [9, 8, 7].map((id) => ({ ...closed, id: 3_000_000 + id }));
    const later = { event: event('running'), takenAt: START + 61_000 };
    expect(decided({ ...later, draws })).toMatchObject({ kind: 'restore' });
    expect(decided({ ...later, draws, takenAt: START + 1000 })).toMatchObject({ kind: 'wait' });
    expect(decided({ ...later, draws: [] })).toMatchObject({ kind: 'wait' });
  });

  it('asks often enough for a draw that calls it at once, and at the door', () => {
    const pollWith = (claim_seconds: number, reason: 'draw' | 'full') =>
      waitingStatus(sampleRoom({ settings: { claim_seconds } }), { place: holder, reason }, 0.5)
        .nextPollSeconds;
    expect(pollWith(6, 'draw')).toBe(3);
    expect(pollWith(60, 'draw')).toBe(10);
    expect(pollWith(60, 'full')).toBe(2);
  });

  it('shows its commitment before the draw and the key after', () => {
    expect(eventStatus(holder, sampleSnapshot({ openDraw: open }))).toMatchObject({
      ticket,
      draw: open,
    });
    expect(eventStatus(holder, sampleSnapshot({ draws: [closed] })).draw).toEqual(closed);
    expect(eventStatus(samplePlace(), sampleSnapshot({ openDraw: open })).draw).toBeNull();
    expect(eventStatus(holder, undefined)).toEqual({ event: null, ticket, draw: null });
  });

  it.each([
    [600, 30],
    [30, 10],
    [1, 2],
  ])('is asked about more often as the start nears: %d seconds before, each %d', (before, each) => {
    const snapshot = { event: event('prequeue'), takenAt: START - before * 1000 };
    const status = waitingStatus(sampleRoom(snapshot), { place: holder, reason: 'prequeue' }, 0.5);
    expect(status.nextPollSeconds).toBe(each);
    expect(status).toMatchObject({ position: null, number: null, etaSeconds: null });
  });
});
