import { roomReason, roomState, type RoomEventView, type RoomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { readSituation } from './situation.ts';
import { STRINGS } from './strings/strings.ts';
import { lineStatus } from './testing/statuses.ts';

const nothingKnown = { number: null, position: null, ahead: null, waiting: null, progress: null };
const ticket = { draw: 9, index: 16 };
const event: RoomEventView = {
  id: 3,
  name: 'Moonlight Tour',
  phase: 'prequeue',
  prequeue_start_time: null,
  event_start_time: '2026-11-22T11:00:00.000Z',
  event_end_time: '2026-11-22T13:00:00.000Z',
  shuffle_at_event_start: true,
  commitment: null,
};

describe('readSituation', () => {
  it.each<[string, Partial<RoomStatus>]>([
    ['waiting', {}],
    ['paused', { reason: 'paused' }],
    ['crowded', { reason: 'full' }],
    ['slow_shop', { reason: 'slow_shop' }],
    ['few_seats', { reason: 'few_seats' }],
    ['slower', { reason: 'slower' }],
    ['draining', { reason: 'draining' }],
    ['next', { reason: 'full', position: 1 }],
    ['next', { state: 'called', reason: 'full' }],
    ['entering', { state: 'called' }],
    ['entering', { state: 'called', reason: 'slow_shop' }],
    ['entering', { state: 'active' }],
    ['entering', { ...nothingKnown, state: 'open' }],
    ['holding', { reason: 'holding_place' }],
    ['holding', { ...nothingKnown, reason: 'holding_place' }],
    ['away', { reason: 'unavailable' }],
    ['away', { state: 'called', reason: 'unavailable' }],
    ['away', { ...nothingKnown, ticket, reason: 'unavailable' }],
    ['paused', { ...nothingKnown, ticket, reason: 'paused' }],
    ['numberless', { ...nothingKnown, reason: 'unavailable' }],
    ['early', { ...nothingKnown, reason: 'prequeue', event: { ...event, phase: 'before' } }],
    ['prequeue', { ...nothingKnown, reason: 'prequeue', ticket, event }],
    ['prequeue', { ...nothingKnown, reason: 'prequeue', ticket }],
    [
      'prequeue_in_order',
      { reason: 'prequeue', ticket, event: { ...event, shuffle_at_event_start: false } },
    ],
    ['draw', { ...nothingKnown, reason: 'draw', ticket }],
    ['draw', { ...nothingKnown, ticket }],
    ['challenge', { ...nothingKnown, state: 'challenge' }],
    ['closed', { ...nothingKnown, state: 'rejecting' }],
    ['sold_out', { ...nothingKnown, state: 'rejecting', reason: 'sold_out' }],
  ])('is %s for %j', (situation, changes) => {
    expect(readSituation(lineStatus(changes))).toBe(situation);
  });

  it('has words for every state with every reason', () => {
    for (const state of roomState.options) {
      for (const reason of [null, ...roomReason.options]) {
        expect(STRINGS.en.situations).toHaveProperty(readSituation(lineStatus({ state, reason })));
      }
    }
  });
});
