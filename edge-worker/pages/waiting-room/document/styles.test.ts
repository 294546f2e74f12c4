import { describe, expect, it } from 'vitest';
import { STYLES } from './styles.ts';

describe('the style sheet', () => {
  it('names no side by hand: it turns with the script', () => {
    // Shorthands of four values set left and right apart.
    expect(STYLES).not.toMatch(/\b(?:left|right)\b/);
    expect(STYLES).not.toMatch(/(?:margin|padding|inset):\s*[^;}\s]+(?:\s[^;}\s]+){3}/);
    expect(STYLES).not.toMatch(/[{;](?:min-|max-)?(?:width|height):/);
  });

  it('loads nothing', () => {
    expect(STYLES).not.toMatch(/url\(|@import|@font-face/);
  });
});
