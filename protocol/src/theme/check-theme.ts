import { contrastRatio, inkOn, LEAST_CONTRAST, PAGE_COLOURS } from './contrast.ts';
import { readThemeHtml } from './theme-html.ts';

export type ThemeProblem = { field: 'accent' | 'background' | 'html'; message: string };

type Theme = {
  accent?: string | undefined;
  background?: string | undefined;
  html?: string | undefined;
};

const COLOUR = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;

/** What makes a theme unreadable or unsafe; none: it may be shown. */
export function checkTheme({ accent, background, html }: Theme): ThemeProblem[] {
  const words = html === undefined ? [] : readThemeHtml(html).problems;
  return [
    // Links stand in the accent on the white card, and buttons the other way round.
    ...checkContrast('accent', accent, PAGE_COLOURS.light.card),
    ...checkContrast('background', background, isColour(background) ? inkOn(background) : ''),
    ...words.map((message) => ({ field: 'html', message }) as const),
  ];
}

function checkContrast(
  field: 'accent' | 'background',
  colour: string | undefined,
  against: string,
): ThemeProblem[] {
  // What is no colour at all is refused by the schema.
  if (!isColour(colour)) {
    return [];
  }
  const ratio = contrastRatio(colour, against);
  if (ratio >= LEAST_CONTRAST) {
    return [];
  }
  // Cut, not rounded: 4.499 must not read as enough.
  const shown = Math.floor(ratio * 100) / 100;
  const message = `The contrast of ${colour} with ${against} is ${shown}:1; text needs ${LEAST_CONTRAST}:1.`;
  return [{ field, message }];
}

function isColour(value: string | undefined): value is string {
  return value !== undefined && COLOUR.test(value);
}
