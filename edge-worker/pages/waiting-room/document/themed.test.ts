import { contrastRatio, PAGE_COLOURS } from '@frontrow/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../testing/hostile-texts.ts';
import { readTheme, themeHtml, themeStyles } from './themed.ts';

const slots = {
  position: '1,240',
  ahead: 'at most 1,239',
  wait: '12–15 min',
  number: '48,213',
  message: 'Back at <8>.',
  event: 'Moonlight Tour',
  room: 'main',
};
const shown = (html: string) => themeHtml(readTheme({ html }), slots);
const colourOf = (name: string, css: string) => new RegExp(`--${name}:(#[\\da-f]+)`).exec(css)?.[1];
const anyColour = fc
  .integer({ min: 0, max: 0xff_ffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe("an operator's HTML", () => {
  it('is written anew with its placeholders filled in', () => {
    expect(shown('<p class="lead">Hi &amp; you are {{ position }}: {{message}}</p>')).toBe(
      '<div class="own"><p class="lead">Hi &amp; you are <span data-slot="position">1,240</span>: <span data-slot="message">Back at &lt;8&gt;.</span></p></div>',
    );
  });

  it('opens links beside the page, so that nobody loses the line by one', () => {
    expect(shown('<a href="https://example.com/a?b=1&amp;c=2">More</a>')).toContain(
      '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">',
    );
  });

  it('is left out whole when a part of it is not allowed, as a stored theme may be', () => {
    expect(shown('<p>Fine</p><script>alert(1)</script>')).toBe('');
  });

  it.each(HOSTILE_TEXTS)('never brings a tag or an attribute of its own: %j', (text) => {
    const tags = shown(`<p>${text}</p>`).match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => !/^<\/?(?:div class="own"|div|p)>$/.test(tag))).toEqual([]);
  });
});

describe("an operator's colours", () => {
  it('make an accent that can be read on the dark card as well', () => {
    fc.assert(
      fc.property(anyColour, (accent) => {
        const css = themeStyles(readTheme({ accent }));
        const [light = '', dark = ''] = css.split('@media');
        fc.pre(light !== '');
        expect(
          contrastRatio(colourOf('accent', light) ?? '', PAGE_COLOURS.light.card),
        ).toBeGreaterThanOrEqual(4.5);
        const onDark = colourOf('accent', dark) ?? '';
        expect(contrastRatio(onDark, PAGE_COLOURS.dark.card)).toBeGreaterThanOrEqual(4.5);
        expect(contrastRatio(onDark, colourOf('on-accent', dark) ?? '')).toBeGreaterThanOrEqual(
          4.5,
        );
      }),
    );
  });

  it('put dark letters on a light background and light ones on a dark one', () => {
    expect(themeStyles(readTheme({ background: '#fff4d6' }))).toContain('--on-bg:#14171f');
    expect(themeStyles(readTheme({ background: '#22103a' }))).toContain('--on-bg:#f0f2f6');
  });

  it('leave the dark scheme dark', () => {
    expect(themeStyles(readTheme({ background: '#fff4d6' }))).not.toContain('dark');
    expect(themeStyles(readTheme({ background: '#22103a' }))).toContain('dark');
  });

  it('leave out a colour that cannot be read', () => {
    expect(themeStyles(readTheme({ accent: '#ffe14d', background: '#777777' }))).toBe('');
  });
});
