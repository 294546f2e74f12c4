import { describe, expect, it } from 'vitest';
import { STRINGS } from './strings.ts';

/** Every text by its path; texts with gaps are filled. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'function') {
    return [[path, String(value('«1»', '«2»'))]];
  }
  if (typeof value === 'string') {
    return [[path, value]];
  }
  return Object.entries(value ?? {}).flatMap(([key, part]) => texts(part, `${path}/${key}`));
}

describe('STRINGS', () => {
  const [english, korean] = [texts(STRINGS.en), texts(STRINGS.ko)];

  it('says everything in both languages', () => {
    expect(korean.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect([...english, ...korean].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has Korean in every Korean text and in no English one, save the switch', () => {
    const others = (list: [string, string][]) => list.filter(([path]) => path !== '/otherLanguage');
    expect(others(korean).filter(([, text]) => !/[가-힣]/.test(text))).toEqual([]);
    expect(others(english).filter(([, text]) => /[가-힣]/.test(text))).toEqual([]);
  });

  it('fills the same gaps in both languages', () => {
    const gaps = (list: [string, string][]) => list.map(([, text]) => text.match(/«\d»/g)?.sort());
    expect(gaps(korean)).toEqual(gaps(english));
  });
});
