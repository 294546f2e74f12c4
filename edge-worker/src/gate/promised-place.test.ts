import { describe, expect, it } from 'vitest';
import { samplePlace, sampleSnapshot } from '../testing/samples.ts';
import { promisedPlace } from './promised-place.ts';

const moving = sampleSnapshot({ takenAt: 1_800_000_000_000, entriesLastMinute: 60 });

describe('the first estimate', () => {
  it('is written into the place, once', () => {
    const told = promisedPlace(samplePlace({ number: 160 }), moving);
    expect(told.promise).toEqual({ from: 1_800_000_060, to: 1_800_000_070 });
    expect(promisedPlace(told, sampleSnapshot({ entriesLastMinute: 1 }))).toBe(told);
  });

  it.each([
    ['nobody enters', samplePlace(), sampleSnapshot({ entriesLastMinute: 0 })],
    ['the line is paused', samplePlace(), sampleSnapshot({ settings: { queue_all: true } })],
    ['the turn has come', samplePlace({ number: 100 }), moving],
    ['the place was called on arrival', samplePlace({ called: true }), moving],
    ['the place is of another epoch', samplePlace({ epoch: 2 }), moving],
    [
      'its ticket is not drawn',
      samplePlace({ number: null, ticket: { draw: 1, index: 0 } }),
      moving,
    ],
    ['the room is not known', samplePlace(), undefined],
  ])('is not made while %s', (_when, place, snapshot) => {
    expect(promisedPlace(place, snapshot)).toBe(place);
  });
});
