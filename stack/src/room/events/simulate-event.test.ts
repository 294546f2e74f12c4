import { DEFAULT_ROOM_SETTINGS, type EventPreview, type RoomSettings } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { simulatedText } from './simulate-event.ts';

function previewOf(changes: Partial<RoomSettings>, minutes = 60): EventPreview {
  const settings = { ...DEFAULT_ROOM_SETTINGS, ...changes };
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
  return {
    phases: [
      { phase: 'prequeue', from: at(-30), to: at(0), settings, changed: [] },
      { phase: 'running', from: at(0), to: at(minutes), settings, changed: [] },
    ],
    notes: [],
    estimate: null,
  };
}
const limits = { total_active_users: 100, new_users_per_minute: 100, session_duration: 5 };

describe('npm run room -- event simulate', () => {
  it('tells how an event would go that is not saved', () => {
    const text = simulatedText(previewOf(limits), { visitors: '500', absent: '0.2' });
    expect(text).toMatch(/^Simulated: 500 visitors who have come before the start, 20 % absent/);
    expect(text).toMatch(/let in +\d{3}\n/);
    expect(text).toMatch(/most inside at one time +\d+ of 100\n/);
    expect(text).toMatch(/the last one was through after +\d+\.\d min$/);
  });

  it('says who is left where the event is too short', () => {
    const text = simulatedText(previewOf(limits, 2), { visitors: '5000', absent: undefined });
    expect(text).toMatch(/still in line at the end +\d,\d{3}$/);
  });

  it.each([
    [{ queueing_method: 'passthrough' }, 'Everybody passes'],
    [{ queue_all: true }, 'Nobody is let in'],
  ] satisfies [Partial<RoomSettings>, string][])('needs no playing for %j', (changes, said) => {
    expect(simulatedText(previewOf(changes), { visitors: '10', absent: '0' })).toContain(said);
  });

  it.each([
    [{ visitors: undefined, absent: '0' }, '--visitors takes'],
    [{ visitors: '1.5', absent: '0' }, '--visitors takes'],
    [{ visitors: '5', absent: '1' }, '--absent takes'],
  ])('says what is wrong: %j', (words, sentence) => {
    expect(() => simulatedText(previewOf({}), words)).toThrow(sentence);
  });
});
