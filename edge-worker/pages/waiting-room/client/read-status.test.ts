import { roomReason, roomState, roomStatus } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { readStatus } from './read-status.ts';

const countOrNull = (min: number) => fc.option(fc.integer({ min, max: 10_000_000 }));
const anyStatus = fc.record({
  room: fc.constantFrom('main', 'concert-42'),
  state: fc.constantFrom(...roomState.options),
  reason: fc.option(fc.constantFrom(...roomReason.options)),
  message: fc.option(fc.string()),
  number: countOrNull(1),
  position: countOrNull(1),
  ahead: countOrNull(0),
  waiting: countOrNull(0),
  etaSeconds: countOrNull(0),
  progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  nextPollSeconds: fc.option(fc.double({ min: 0.1, max: 600, noNaN: true })),
  sessionExpiresAt: fc.option(fc.constant('2026-11-22T10:00:00.000Z')),
});

describe('readStatus', () => {
  it('reads whatever the protocol allows, unchanged', () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        expect(readStatus(JSON.parse(JSON.stringify(status)))).toEqual(roomStatus.parse(status));
      }),
    );
  });

  it('never throws, and makes at worst a status with gaps', () => {
    fc.assert(
      fc.property(fc.anything(), anyStatus, (anything, status) => {
        readStatus(anything);
        expect(readStatus({ ...status, number: anything })?.room).toBe(status.room);
      }),
    );
  });

  it.each([undefined, null, 'waiting', [], {}, { room: 'main' }, { room: 1, state: 'waiting' }])(
    'finds no status in %j',
    (body) => expect(readStatus(body)).toBeUndefined(),
  );

  it('leaves out numbers that cannot be and reasons that it does not know', () => {
    const body = {
      ...lineStatus(),
      position: 0,
      ahead: -1,
      etaSeconds: '9',
      reason: 'solar_flare',
    };
    expect(readStatus(body)).toMatchObject({
      position: null,
      ahead: null,
      etaSeconds: null,
      reason: null,
    });
  });
});
