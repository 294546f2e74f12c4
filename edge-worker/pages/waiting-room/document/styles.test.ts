import { describe, expect, it } from 'vitest';
import { OWN_STYLES, STYLES } from './styles.ts';

const ALL = STYLES + OWN_STYLES;

describe('the style sheet', () => {
  it('names no side by hand: it turns with the script', () => {
    // Shorthands of four values set left and right apart.
    expect(ALL).not.toMatch(/\b(?:left|right)\b/);
    expect(ALL).not.toMatch(/(?:margin|padding|inset):\s*[^;}\s]+(?:\s[^;}\s]+){3}/);
    expect(ALL).not.toMatch(/[{;](?:min-|max-)?(?:width|height):/);
  });

  it('loads nothing', () => {
    expect(ALL).not.toMatch(/url\(|@import|@font-face/);
  });
});
