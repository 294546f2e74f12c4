import { describe, expect, it } from 'vitest';
import { waitingStatus } from '../gate/room-status.ts';
import { samplePlace, sampleRoom } from '../testing/samples.ts';
import { eventTimes, waitTime } from './cf-times.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const event = {
  id: 1,
  name: 'On sale',
  prequeue_start_time: at(-5),
  event_start_time: at(10),
  event_end_time: at(130),
  shuffle_at_event_start: true,
  commitment: null,
};

describe("an event in Cloudflare's words", () => {
  it('counts down to the start in the pre-queue', () => {
    expect(eventTimes({ ...event, phase: 'prequeue' }, NOW)).toEqual({
      isEventActive: false,
      isEventPrequeueing: true,
      timeUntilEventStart: 10,
      timeUntilEventStartFormatted: '10 minutes',
      timeUntilEventEnd: 0,
      timeUntilEventEndFormatted: 'unavailable',
      shuffleAtEventStart: true,
    });
  });

  it('counts down to the end while it is on', () => {
    expect(eventTimes({ ...event, phase: 'running' }, NOW + 600_000)).toMatchObject({
      isEventActive: true,
      isEventPrequeueing: false,
      timeUntilEventStart: 0,
      timeUntilEventEnd: 120,
      timeUntilEventEndFormatted: '2 hours',
    });
  });

  it('is none before its pre-queue', () => {
    const none = { isEventActive: false, isEventPrequeueing: false, shuffleAtEventStart: false };
    expect(eventTimes({ ...event, phase: 'before' }, NOW)).toMatchObject(none);
    expect(eventTimes(null, NOW)).toMatchObject(none);
  });
});

describe('the wait in a room that draws at random', () => {
  const ticket = { draw: 3_000_001, index: 0 };
  const wait = (entriesLastMinute: number) => {
    const settings = { queueing_method: 'random' } as const;
    const room = sampleRoom({ settings, entriesLastMinute, waiting: 400 });
    const place = samplePlace({ number: null, ticket });
    const status = waitingStatus(room, { place, reason: 'draw' }, 0.5);
    return waitTime({ ...status, serverTime: at(0) }, room.snapshot);
  };

  it('is told by percentiles', () => {
    expect(wait(20)).toEqual({
      waitTimeKnown: true,
      waitTime: 10,
      waitTimeFormatted: '5 minutes to 15 minutes',
      waitTime25Percentile: 5,
      waitTime50Percentile: 10,
      waitTime75Percentile: 15,
    });
  });

  it('is not told when nothing was measured', () => {
    expect(wait(0)).toMatchObject({ waitTimeKnown: false, waitTimeFormatted: 'unavailable' });
  });
});
