import { describe, expect, it } from 'vitest';
import { readMessage, readRevocation, readSettings } from './read-words.ts';

describe('settings', () => {
  it('are read as the API takes them', () => {
    const words = ['total_active_users=800', 'queue_all=true', 'queueing_method=reject'];
    expect(readSettings(words)).toEqual({
      total_active_users: 800,
      queue_all: true,
      queueing_method: 'reject',
    });
  });

  it.each([
    [[], 'Name a setting'],
    [['capacity=5'], 'There is no setting "capacity". There are: total_active_users,'],
    [['message=hello'], 'There is no setting "message"'],
    [['total_active_users'], 'is no setting with a value'],
    [['total_active_users=0'], 'total_active_users: '],
    [['total_active_users=many'], 'total_active_users: '],
    [['queueing_method=lottery'], 'queueing_method: '],
  ])('that are none are refused by name: %j', (words, sentence) => {
    expect(() => readSettings(words)).toThrow(sentence);
  });
});

describe('a message', () => {
  const words = { words: [], clear: false };
  it.each([
    [{ ...words, words: ['Back', 'at 8'] }, { text: 'Back at 8' }],
    [
      { ...words, words: ['Back at 8'], ko: '8시에' },
      { text: 'Back at 8', ko: '8시에' },
    ],
    [
      { ...words, ko: '8시에' },
      { text: '8시에', ko: '8시에' },
    ],
    [{ ...words, clear: true }, null],
  ])('%j', (said, message) => {
    expect(readMessage(said)).toEqual(message);
  });

  it('is neither empty, nor markup, nor said and taken back at once', () => {
    expect(() => readMessage(words)).toThrow('Say something');
    expect(() => readMessage({ ...words, words: ['<b>'] })).toThrow('Plain text');
    expect(() => readMessage({ words: ['a'], clear: true })).toThrow('Either');
  });
});

describe('whom to revoke', () => {
  it('is one place, a wave or everybody', () => {
    const placeId = 'A'.repeat(22);
    expect(readRevocation({ place: placeId, epoch: false })).toEqual({ placeId });
    const numbers = { from: 5, to: 9 };
    expect(readRevocation({ numbers: '5-9', epoch: false })).toEqual({ numbers });
    expect(readRevocation({ numbers: '5', epoch: false })).toEqual({ numbers: { from: 5, to: 5 } });
    expect(readRevocation({ epoch: true })).toEqual({ epoch: true });
  });

  it.each([
    { epoch: false },
    { epoch: true, numbers: '1-2' },
    { epoch: false, numbers: '9-5' },
    { epoch: false, numbers: '0-5' },
    { epoch: false, place: 'short' },
  ])('is said clearly: %j', (whom) => {
    expect(() => readRevocation(whom)).toThrow(/revoke one of|no place|takes a range/i);
  });
});
