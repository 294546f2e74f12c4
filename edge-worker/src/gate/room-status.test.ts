import { roomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { samplePlace, sampleRoom } from '../testing/samples.ts';
import { awayStatus, calledStatus, rejectingStatus, waitingStatus } from './room-status.ts';

const MIDDLE = 0.5;
const waiting = { place: samplePlace(), reason: null };

describe('waitingStatus', () => {
  it('counts everybody between the watermark and the place', () => {
    expect(waitingStatus(sampleRoom(), waiting, MIDDLE)).toMatchObject({
      number: 150,
      position: 50,
      ahead: 49,
      waiting: 300,
      progress: 0.51,
    });
  });

  it('estimates the wait from the entries that were measured', () => {
    const status = waitingStatus(sampleRoom({ entriesLastMinute: 30 }), waiting, MIDDLE);
    expect(status.etaSeconds).toBe(100);
  });

  it('claims no wait when nothing was measured', () => {
    const status = waitingStatus(sampleRoom({ entriesLastMinute: 0 }), waiting, MIDDLE);
    expect(status.etaSeconds).toBeNull();
  });

  it.each(['paused', 'full'] as const)('claims no wait while the line is %s', (reason) => {
    expect(waitingStatus(sampleRoom(), { ...waiting, reason }, MIDDLE).etaSeconds).toBeNull();
  });

  it('is at the door of whoever was called once and is not let in, and lets it ask seldom', () => {
    const place = samplePlace({ number: 90 });
    const ask = (standing: Parameters<typeof waitingStatus>[1]) =>
      waitingStatus(sampleRoom(), standing, MIDDLE);
    const full = { place, reason: 'full' as const };
    expect(ask(full)).toMatchObject({ position: 1, nextPollSeconds: 2 });
    expect(ask({ ...full, isBack: true })).toMatchObject({ position: 1, nextPollSeconds: 10 });
  });

  it('says no position on a snapshot of another epoch', () => {
    const status = waitingStatus(
      sampleRoom({ epoch: 2 }),
      { ...waiting, reason: 'holding_place' },
      0,
    );
    expect(status).toMatchObject({ number: 150, position: null, ahead: null, etaSeconds: null });
  });

  it('never shows a negative distance to a called place that had to come back', () => {
    const back = { place: samplePlace({ number: 20 }), reason: null };
    expect(waitingStatus(sampleRoom(), back, MIDDLE)).toMatchObject({ position: 1, ahead: 0 });
  });

  it('keeps progress between 0 and 1', () => {
    const far = { place: samplePlace({ number: 400, aheadAtJoin: 10 }), reason: null };
    expect(waitingStatus(sampleRoom(), far, MIDDLE).progress).toBe(0);
    const first = { place: samplePlace({ aheadAtJoin: 0 }), reason: null };
    expect(waitingStatus(sampleRoom(), first, MIDDLE).progress).toBe(0);
  });
});

describe('the share of the priority lane', () => {
  const NOBODY = { issued: 0, calledUpTo: 0, waiting: 0 };
  const shareFor = (place: Parameters<typeof samplePlace>[0], priority = NOBODY) =>
    waitingStatus(
      sampleRoom({ priority, settings: { priority_share: 20 } }),
      { place: samplePlace(place), reason: null },
      MIDDLE,
    ).priorityShare;

  it('is told to everybody who waits, once somebody has come into it', () => {
    const issued = { ...NOBODY, issued: 1 };
    expect([shareFor({}), shareFor({}, issued)]).toEqual([null, 20]);
    expect(shareFor({ number: null, ticket: { draw: 1, index: 0 } }, issued)).toBe(20);
    expect(shareFor({ lane: 'priority', number: 1 })).toBe(20);
  });
});

describe('the poll interval', () => {
  const pollAt = (number: number, random: number, settings = { claim_seconds: 60 }) =>
    waitingStatus(
      sampleRoom({ settings }),
      { place: samplePlace({ number }), reason: null },
      random,
    ).nextPollSeconds ?? 0;

  it('is two seconds near the front and grows with the distance to half a minute', () => {
    const polls = [101, 160, 240, 1000, 1_000_000].map((number) => pollAt(number, MIDDLE));
    expect(polls[0]).toBe(2);
    expect(polls.at(-1)).toBe(30);
    expect(polls).toEqual(polls.toSorted((a, b) => a - b));
  });

  it('follows the rate while there are free slots, and the measured flow once the room is full', () => {
    const place = samplePlace({ number: 221 });
    const pollIn = (changes: Parameters<typeof sampleRoom>[0]) =>
      waitingStatus(sampleRoom(changes), { place, reason: null }, MIDDLE).nextPollSeconds;
    // 120 ahead at 600 a minute: 12 seconds, a third of which is 4. At 60 a minute: 120 seconds.
    const settings = { session_duration: 60 };
    expect(pollIn({ entriesLastMinute: 60 })).toBe(4);
    expect(pollIn({ entriesLastMinute: 60, active: 500, settings })).toBe(30);
    // A hundred sessions end in a minute, whatever was measured.
    expect(pollIn({ entriesLastMinute: 60, active: 500 })).toBe(24);
  });

  it('is that of free slots also while they are called to: nobody may sleep through the start', () => {
    const place = samplePlace({ number: 221 });
    const starting = sampleRoom({ entriesLastMinute: 0, active: 0, called: 500 });
    expect(waitingStatus(starting, { place, reason: null }, MIDDLE).nextPollSeconds).toBe(4);
  });

  it('is spread by 15 % to either side', () => {
    expect(pollAt(1_000_000, 0)).toBe(25.5);
    expect(pollAt(1_000_000, 0.999_999)).toBe(34.5);
  });

  it('never outlasts half of the time that a call may be claimed in', () => {
    expect(pollAt(1_000_000, MIDDLE, { claim_seconds: 10 })).toBe(5);
  });
});

it('makes statuses that keep to the contract', () => {
  const all = [
    waitingStatus(sampleRoom(), waiting, MIDDLE),
    awayStatus('main', samplePlace(), MIDDLE),
    awayStatus('main', undefined, MIDDLE),
    calledStatus('main', samplePlace()),
    rejectingStatus('main', MIDDLE),
  ];
  expect(all.map((status) => roomStatus.parse(status))).toMatchObject(all);
});

it('tells a visitor with a place that it is kept, and one without that the room is away', () => {
  expect(awayStatus('main', samplePlace(), 0)).toMatchObject({
    reason: 'holding_place',
    number: 150,
  });
  expect(awayStatus('main', undefined, 0)).toMatchObject({ reason: 'unavailable', number: null });
});
