import { describe, expect, it } from 'vitest';
import { readEventPatch, readNewEvent, readTime } from './read-event.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const nothing = { shuffle: false, 'no-shuffle': false, settings: [] };

describe('a time', () => {
  it.each([
    ['now', '2026-11-22T12:00:00.000Z'],
    ['+90s', '2026-11-22T12:01:30.000Z'],
    ['+2h', '2026-11-22T14:00:00.000Z'],
    ['2026-12-01T10:00:00+09:00', '2026-12-01T01:00:00.000Z'],
  ])('%s', (text, time) => {
    expect(readTime(text, NOW)).toBe(time);
  });

  it.each(['tomorrow', '2026-12-01', '2026-12-01T10:00:00', '+5', ''])(
    'is refused where it is none, or of no zone: "%s"',
    (text) => {
      expect(() => readTime(text, NOW)).toThrow('is no time');
    },
  );
});

describe('an event', () => {
  it('is read from its options and the settings after them', () => {
    const words = { ...nothing, prequeue: '+1m', start: '+10m', end: '+70m', shuffle: true };
    const event = readNewEvent({ ...words, settings: ['total_active_users=5'] }, NOW);
    expect(event).toMatchObject({
      name: 'On sale',
      prequeue_start_time: '2026-11-22T12:01:00.000Z',
      shuffle_at_event_start: true,
      overrides: { total_active_users: 5 },
    });
  });

  it('is changed in what is named', () => {
    expect(readEventPatch({ ...nothing, end: 'now' }, NOW)).toEqual({
      event_end_time: '2026-11-22T12:00:00.000Z',
    });
    expect(readEventPatch({ ...nothing, prequeue: 'none', 'no-shuffle': true }, NOW)).toEqual({
      prequeue_start_time: null,
      shuffle_at_event_start: false,
    });
  });

  it('is refused without its times, without a change, or with a setting that it cannot change', () => {
    expect(() => readNewEvent({ ...nothing, start: '+1m' }, NOW)).toThrow('--start and --end');
    expect(() => readEventPatch(nothing, NOW)).toThrow('Name what to change');
    const suspended = { ...nothing, start: '+1m', end: '+2m', settings: ['suspended=true'] };
    expect(() => readNewEvent(suspended, NOW)).toThrow('cannot change suspended');
  });
});
