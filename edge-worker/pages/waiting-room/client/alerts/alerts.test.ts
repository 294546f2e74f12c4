import { describe, expect, it } from 'vitest';
import { createAlertChoices } from './alert-choices.ts';
import { isTheTurn } from './alerts.ts';

describe('isTheTurn', () => {
  it('is so once, when the turn comes while the page is watched', () => {
    expect(isTheTurn('waiting', 'next')).toBe(true);
    expect(isTheTurn('waiting', 'entering')).toBe(true);
    expect(isTheTurn('next', 'entering')).toBe(false);
    expect(isTheTurn(undefined, 'entering')).toBe(false);
    expect(isTheTurn('waiting', 'sold_out')).toBe(false);
  });
});

describe('the alert choices', () => {
  function store(initial: string | null) {
    let kept = initial;
    return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) };
  }

  it('are all off until the visitor turns one on, and are remembered then', () => {
    const kept = store(null);
    const first = createAlertChoices(kept);
    expect(first.has('sound')).toBe(false);
    first.set('sound', true);
    first.set('awake', true);
    first.set('sound', false);
    const later = createAlertChoices(kept);
    expect([later.has('sound'), later.has('awake')]).toEqual([false, true]);
  });

  it('hold for the page where nothing can be kept', () => {
    const choices = createAlertChoices(undefined);
    choices.set('sound', true);
    expect(choices.has('sound')).toBe(true);
    expect(createAlertChoices(store('nonsense')).has('sound')).toBe(false);
  });
});
