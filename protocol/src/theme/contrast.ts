/** The colours of the waiting page that a theme's own ones must be readable with. */
export const PAGE_COLOURS = {
  light: { background: '#f5f6f9', card: '#ffffff', ink: '#14171f' },
  dark: { background: '#0e1116', card: '#171a21', ink: '#f0f2f6' },
} as const;

/** WCAG 2.2, success criterion 1.4.3: text of the usual size. */
export const LEAST_CONTRAST = 4.5;

/** The WCAG contrast ratio of two colours, 1 to 21; `#rgb` or `#rrggbb`. */
export function contrastRatio(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The page's dark or light ink, whichever is easier to read on a background. */
export function inkOn(background: string): string {
  const { light, dark } = PAGE_COLOURS;
  return contrastRatio(background, light.ink) >= contrastRatio(background, dark.ink)
    ? light.ink
    : dark.ink;
}

/** Red, green and blue, 0 to 255. */
export function readColour(colour: string): number[] {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  return [1, 3, 5].map((start) => Number.parseInt(digits.slice(start, start + 2), 16));
}

/** WCAG's relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = readColour(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
