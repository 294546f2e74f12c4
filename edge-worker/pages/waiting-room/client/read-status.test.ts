import { roomReason, roomState, roomStatus } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStatus } from '../testing/statuses.ts';
import { readStatus } from './read-status.ts';

const countOrNull = (min: number) => fc.option(fc.integer({ min, max: 10_000_000 }));
const hash = fc.option(fc.stringMatching(/^[\da-f]{64}$/));
const instant = fc.constant('2026-11-22T10:00:00.000Z');
const id = fc.integer({ min: 1, max: 1_000_000 });
const count = fc.integer({ min: 0, max: 10_000_000 });
const anyEvent = fc.record({
  id,
  name: fc.string(),
  phase: fc.constantFrom('before', 'prequeue', 'running'),
  prequeue_start_time: fc.option(instant),
  event_start_time: instant,
  event_end_time: instant,
  shuffle_at_event_start: fc.boolean(),
  commitment: hash,
});
const anyDraw = fc.oneof(
  fc.record({ id, commitment: hash, tickets: count }),
  fc.record({ id, commitment: hash, key: hash, version: fc.string(), base: count, n: count }),
);
const anyTurnstile = fc.record({
  siteKey: fc.string(),
  scriptUrl: fc.constant('https://check.example/api.js'),
  mode: fc.string(),
});
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
  sessionExpiresAt: fc.option(instant),
  lane: fc.constantFrom('main', 'priority'),
  priorityShare: countOrNull(1),
  etaLatestSeconds: countOrNull(0),
  event: fc.option(anyEvent),
  serverTime: fc.option(instant),
  ticket: fc.option(fc.record({ draw: id, index: count })),
  draw: fc.option(anyDraw),
  turnstile: fc.option(anyTurnstile),
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
        for (const field of ['number', 'event', 'ticket', 'draw', 'turnstile', 'serverTime']) {
          expect(readStatus({ ...status, [field]: anything })?.room).toBe(status.room);
        }
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
