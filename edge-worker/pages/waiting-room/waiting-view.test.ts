import { describe, expect, it } from 'vitest';
import { lineStatus } from './testing/statuses.ts';
import { waitingView } from './waiting-view.ts';

const event = {
  id: 3,
  name: 'Moonlight Tour',
  phase: 'prequeue',
  prequeue_start_time: '2026-11-22T09:00:00.000Z',
  event_start_time: '2026-11-22T11:00:00.000Z',
  event_end_time: '2026-11-22T13:00:00.000Z',
  shuffle_at_event_start: true,
  commitment: null,
} as const;
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
      wait: '12–15 min',
      later: '',
      number: '48,213',
      ticket: '',
      share: '',
    });
  });

  it("shows the operator's message to those in line, not to those who have left", () => {
    const status = lineStatus({ message: 'Back at eight.' });
    expect(waitingView(status, 'en').message).toBe('Back at eight.');
    expect(waitingView(status, 'en', { local: 'left' }).message).toBe('');
  });

  it('says that a wait is not known instead of guessing', () => {
    expect(waitingView(lineStatus({ etaSeconds: null }), 'en').line?.wait).toBe('not known yet');
  });

  it('shows the number alone while the position is unknown', () => {
    const status = lineStatus({ ...nothingKnown, number: 7, reason: 'holding_place' });
    const view = waitingView(status, 'en');
    expect(view.line).toMatchObject({ position: '', ahead: '', ofWaiting: '', number: '7' });
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
    const view = waitingView(lineStatus(), 'en', { local });
    expect(view).toMatchObject({ situation: local, line: null, progress: null, canLeave: false });
  });

  it('shows a ticket, how many there are, and the time to the start', () => {
    const status = lineStatus({
      ...nothingKnown,
      reason: 'prequeue',
      event,
      ticket: { draw: 9, index: 16 },
      draw: { id: 9, commitment: null, tickets: 4000 },
    });
    const view = waitingView(status, 'en');
    expect(view.line).toMatchObject({ ticket: '17 of 4,000', wait: '', number: '', position: '' });
    expect(view).toMatchObject({ event: 'Moonlight Tour', canLeave: true });
    expect(view.clock).toEqual({ label: 'The sale starts in', until: event.event_start_time });
  });

  it('counts down to the tickets before they are given, and to nothing once the sale is on', () => {
    const at = (phase: 'before' | 'running') =>
      waitingView(lineStatus({ event: { ...event, phase } }), 'en').clock;
    expect(at('before')).toMatchObject({ until: event.prequeue_start_time });
    expect(at('running')).toBeNull();
  });

  it('shows the tickets of its own draw only', () => {
    const status = lineStatus({
      ticket: { draw: 9, index: 16 },
      draw: { id: 10, commitment: null, tickets: 4000 },
    });
    expect(waitingView(status, 'en').line?.ticket).toBe('17');
  });

  it('shows everybody the share of those with a code, and the field only to those without', () => {
    const main = waitingView(lineStatus({ priorityShare: 20 }), 'en');
    const priority = waitingView(lineStatus({ priorityShare: 20, lane: 'priority' }), 'en');
    expect(main.line?.share).toBe('20 % of the entries go to visitors with a code.');
    expect(priority.line?.share).toContain('20 %');
    expect([main.panels.code, priority.panels.code]).toEqual([true, false]);
    expect(waitingView(lineStatus(), 'en').panels.code).toBe(false);
  });

  it('says why the wait is longer, where there is a wait to speak of', () => {
    const later = 'slow_shop';
    expect(waitingView(lineStatus(), 'en', { later }).line?.later).toContain('the shop is slow');
    const unknown = lineStatus({ etaSeconds: null });
    expect(waitingView(unknown, 'en', { later }).line?.later).toBe('');
  });
});
