import { describe, expect, it } from 'vitest';
import { createPosterArt } from './poster-art.ts';

describe('a poster', () => {
  it('is the same each time it is drawn', () => {
    expect(createPosterArt(42, 210)).toEqual(createPosterArt(42, 210));
  });

  it('differs between concerts of one colour', () => {
    const posters = Array.from({ length: 30 }, (_, k) =>
      JSON.stringify(createPosterArt(k + 1, 210)),
    );
    expect(new Set(posters).size).toBe(30);
  });

  it('has only finite coordinates', () => {
    for (let id = 1; id <= 60; id++) {
      expect(JSON.stringify(createPosterArt(id, (id * 37) % 360))).not.toMatch(/null|NaN|Infinity/);
    }
  });
});
