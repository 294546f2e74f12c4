import { DEFAULT_ROOM_SETTINGS } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { mergeSettings } from './merge-settings.ts';

const merge = (patch: Parameters<typeof mergeSettings>[1], before = {}) =>
  mergeSettings({ ...DEFAULT_ROOM_SETTINGS, ...before }, patch);

describe('settings that cannot work together', () => {
  it('are refused, whichever of them comes first', () => {
    expect(() => merge({ controlled: true, floor_users_per_minute: 601 })).toThrow(
      'floor_users_per_minute (601) and new_users_per_minute (600)',
    );
    const controlled = { controlled: true };
    expect(() => merge({ new_users_per_minute: 59 }, controlled)).toThrow('the floor must not');
    expect(merge({ new_users_per_minute: 60 }, controlled).new_users_per_minute).toBe(60);
    expect(merge({ new_users_per_minute: 1 }).new_users_per_minute).toBe(1);
  });

  it('are a call that stays open for longer than a session, but a minute is always allowed', () => {
    expect(() => merge({ claim_seconds: 301 })).toThrow('claim_seconds (301)');
    expect(() => merge({ session_duration: 2 }, { claim_seconds: 300 })).toThrow('(120 seconds');
    expect(merge({ claim_seconds: 300 }).claim_seconds).toBe(300);
    expect(merge({ session_duration: 0.05 }).session_duration).toBe(0.05);
  });

  it('do not keep an operator from a change that has no part in them', () => {
    const impossible = { claim_seconds: 3600, controlled: true, floor_users_per_minute: 9999 };
    expect(merge({ queue_all: true }, impossible).queue_all).toBe(true);
  });
});

it('a setting that is undefined in the patch stays as it was', () => {
  expect(merge({ queue_all: undefined }, { queue_all: true }).queue_all).toBe(true);
});
