import { cfWaitingRoom } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { awayStatus, rejectingStatus, waitingStatus } from '../gate/room-status.ts';
import { samplePlace, sampleRoom } from '../testing/samples.ts';
import { toCfWaitingRoom } from './cf-waiting-room.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const MIDDLE = 0.5;
const serverTime = new Date(NOW).toISOString();

type Snapshot = Parameters<typeof sampleRoom>[0];

function held(snapshot: Snapshot = {}, number = 150) {
  const room = sampleRoom(snapshot);
  const place = samplePlace({ number });
  const reason = room.snapshot?.settings.queue_all === true ? 'paused' : null;
  const status = waitingStatus(room, { place, reason }, MIDDLE);
  return toCfWaitingRoom({ ...status, nextPollSeconds: 9.1, serverTime }, room, NOW);
}

describe("Cloudflare's words for a waiting visitor", () => {
  it('are all of its 25 fields, no sooner to come back than in ours, and nothing else', () => {
    expect(held()).toEqual({
      inWaitingRoom: true,
      waitTimeKnown: true,
      waitTime: 2,
      waitTime25Percentile: 0,
      waitTime50Percentile: 0,
      waitTime75Percentile: 0,
      waitTimeFormatted: '2 minutes',
      queueIsFull: false,
      queueAll: false,
      lastUpdated: '2026-11-22T12:00:00.000Z',
      refreshIntervalSeconds: 10,
      queueingMethod: 'fifo',
      isFIFOQueue: true,
      isRandomQueue: false,
      isPassthroughQueue: false,
      isRejectQueue: false,
      isEventActive: false,
      isEventPrequeueing: false,
      timeUntilEventStart: 0,
      timeUntilEventStartFormatted: 'unavailable',
      timeUntilEventEnd: 0,
      timeUntilEventEndFormatted: 'unavailable',
      shuffleAtEventStart: false,
      turnstile: '',
      infiniteQueue: false,
    });
    expect(Object.keys(held())).toHaveLength(25);
  });

  it('keep to the contract in every state that waits', () => {
    const paused = held({ settings: { queue_all: true } });
    const away = toCfWaitingRoom(
      { ...awayStatus('main', undefined, MIDDLE), serverTime },
      { id: 'main', snapshot: undefined, ageMs: 0 },
      NOW,
    );
    const all = [held(), paused, away];
    expect(all.map((one) => cfWaitingRoom.parse(one))).toEqual(all);
  });

  it('claim no wait when none can be told', () => {
    const unknown = { waitTimeKnown: false, waitTime: 0, waitTimeFormatted: 'unavailable' };
    expect(held({ entriesLastMinute: 0 })).toMatchObject(unknown);
    expect(held({ settings: { queue_all: true } })).toMatchObject({ ...unknown, queueAll: true });
  });

  it.each([
    [101, 'a minute', '1 minute'],
    [130, 'some minutes', '30 minutes'],
    [160, 'an hour', '1 hour'],
    [161, 'a little more', '1 hour and 1 minute'],
    [285, 'hours', '3 hours and 5 minutes'],
  ])('say for number %d: %s', (number, _what, sentence) => {
    const one = held({ entriesLastMinute: 1 }, number);
    expect(one).toMatchObject({ waitTime: number - 100, waitTimeFormatted: sentence });
  });

  it('tell nobody to come back to a room that rejects', () => {
    const room = sampleRoom({ settings: { queueing_method: 'reject' } });
    const status = { ...rejectingStatus('main', MIDDLE), serverTime };
    expect(toCfWaitingRoom(status, room, NOW)).toMatchObject({
      refreshIntervalSeconds: 0,
      queueingMethod: 'reject',
      isRejectQueue: true,
      isFIFOQueue: false,
    });
  });
});
