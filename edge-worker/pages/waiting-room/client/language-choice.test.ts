import { describe, expect, it } from 'vitest';
import { keepLanguage, readLanguage } from './language-choice.ts';

function store(initial: string | null) {
  let kept = initial;
  return { getItem: () => kept, setItem: (_key: string, value: string) => void (kept = value) };
}

describe('the language choice', () => {
  it('is the served language until the visitor chooses', () => {
    expect(readLanguage(store(null), 'ko')).toBe('ko');
    expect(readLanguage(undefined, 'en')).toBe('en');
  });

  it('is remembered', () => {
    const kept = store(null);
    keepLanguage(kept, 'ko');
    expect(readLanguage(kept, 'en')).toBe('ko');
  });

  it('ignores what is no language of this page', () => {
    expect(readLanguage(store('<script>'), 'en')).toBe('en');
  });
});
