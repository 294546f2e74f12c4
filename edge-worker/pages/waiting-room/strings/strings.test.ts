import { describe, expect, it } from 'vitest';
import { LANGUAGES, STRINGS } from './strings.ts';
import type { Language } from './words.ts';

/** Every text by its path; texts with gaps are filled. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'function') {
    return [[path, String(value('«1»', '«2»', '«3»'))]];
  }
  if (typeof value === 'string') {
    return [[path, value]];
  }
  return Object.entries(value ?? {}).flatMap(([key, part]) => texts(part, `${path}/${key}`));
}

const said = (language: Language) => texts(STRINGS[language]);
const paths = (language: Language) => said(language).map(([path]) => path);
const gaps = (language: Language) =>
  Object.fromEntries(said(language).map(([path, text]) => [path, text.match(/«\d»/g)?.sort()]));

/** Letters that only this language writes; Japanese also has plain ideographs. */
const OWN_LETTERS: Record<Language, RegExp> = {
  ko: /[가-힣]/,
  ja: /[\u3040-\u30ff\u4e00-\u9fff]/,
  en: /[a-z]/i,
};
const FOREIGN_LETTERS: Record<Language, RegExp> = {
  ko: /[\u3040-\u30ff\u4e00-\u9fff]/,
  ja: /[가-힣]/,
  en: /[가-힣\u3040-\u30ff\u4e00-\u9fff]/,
};

describe('STRINGS', () => {
  it('are there in Korean, English and Japanese', () => {
    expect(LANGUAGES).toEqual(['ko', 'en', 'ja']);
  });

  it.each(LANGUAGES)('say everything in %s that they say in English', (language) => {
    expect(paths(language).sort()).toEqual(paths('en').sort());
    expect(said(language).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(LANGUAGES)('in %s are written in its letters alone', (language) => {
    const own = said(language).filter(([, text]) => !OWN_LETTERS[language].test(text));
    expect(own).toEqual([]);
    const foreign = said(language).filter(([, text]) => FOREIGN_LETTERS[language].test(text));
    expect(foreign).toEqual([]);
  });

  it.each(LANGUAGES)('fill the same gaps in %s', (language) => {
    expect(gaps(language)).toEqual(gaps('en'));
  });
});
