import type { RoomStatus } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { lineStatus } from './testing/statuses.ts';
import { waitingView } from './waiting-view.ts';

const nothingKnown = {
  number: null,
  position: null,
  ahead: null,
  waiting: null,
  etaSeconds: null,
  progress: null,
};

describe('waitingView', () => {
  it('tells position, people ahead, wait and number', () => {
    const view = waitingView(lineStatus(), 'en');
    expect(view.title).toBe('(1,240) You are in line · Frontrow');
    expect(view.line).toEqual({
      position: '1,240',
      ofWaiting: 'of 5,310 in line',
      ahead: 'at most 1,239',
      wait: 'about 15 minutes',
      number: '48,213',
    });
  });

  it.each<[string, Partial<RoomStatus>]>([
    ['waiting', {}],
    ['paused', { reason: 'paused' }],
    ['crowded', { reason: 'full' }],
    ['next', { reason: 'full', position: 1 }],
    ['next', { state: 'called', reason: 'full' }],
    ['entering', { state: 'called' }],
    ['entering', { state: 'active' }],
    ['entering', { ...nothingKnown, state: 'open' }],
    ['holding', { reason: 'holding_place' }],
    ['away', { reason: 'unavailable' }],
    ['away', { state: 'called', reason: 'unavailable' }],
    ['numberless', { ...nothingKnown, reason: 'unavailable' }],
    ['closed', { ...nothingKnown, state: 'rejecting' }],
  ])('calls it %s for %j', (situation, changes) => {
    expect(waitingView(lineStatus(changes), 'ko').situation).toBe(situation);
  });

  it("shows the operator's message to those in line, not to those who have left", () => {
    const status = lineStatus({ message: 'Back at eight.' });
    expect(waitingView(status, 'en').message).toBe('Back at eight.');
    expect(waitingView(status, 'en', 'left').message).toBeNull();
  });

  it('says that a wait is not known instead of guessing', () => {
    expect(waitingView(lineStatus({ etaSeconds: null }), 'en').line?.wait).toBe('not known yet');
  });

  it('shows the number alone while the position is unknown', () => {
    const status = lineStatus({ ...nothingKnown, number: 7, reason: 'holding_place' });
    const view = waitingView(status, 'en');
    expect(view.line).toMatchObject({ position: null, ahead: '', ofWaiting: '', number: '7' });
    expect(view.title).toBe('We are holding your place · Frontrow');
  });

  it('leaves out a total that the position, an upper bound, would exceed', () => {
    expect(waitingView(lineStatus({ waiting: 900 }), 'en').line?.ofWaiting).toBe('');
  });

  it('puts nobody before a visitor who waits at the door', () => {
    const status = lineStatus({ state: 'called', reason: 'full', position: null, ahead: null });
    expect(waitingView(status, 'en').line).toMatchObject({ position: '1', ahead: 'nobody' });
  });

  it.each(['left', 'forgotten'] as const)('shows no line once the place is %s', (local) => {
    const view = waitingView(lineStatus(), 'en', local);
    expect(view).toMatchObject({ situation: local, line: null, progress: null, canLeave: false });
  });
});
