import {
  checkTheme,
  contrastRatio,
  inkOn,
  LEAST_CONTRAST,
  PAGE_COLOURS,
  readColour,
  readThemeHtml,
  type RoomTheme,
  type ThemeNode,
  type ThemeSlot,
} from '@frontrow/protocol';
import { escapeHtml } from './escape.ts';
import { OWN_STYLES } from './styles.ts';

/** What of a theme may be shown: a stored one may be older than the rules. */
export type ShownTheme = Pick<RoomTheme, 'name' | 'logo' | 'accent' | 'background'> & {
  nodes: ThemeNode[];
};

export function readTheme(theme: RoomTheme | null): ShownTheme {
  if (theme === null) {
    return { nodes: [] };
  }
  const { accent, background, html, ...rest } = theme;
  const bad = new Set(checkTheme(theme).map(({ field }) => field));
  return {
    ...rest,
    ...(accent === undefined || bad.has('accent') ? {} : { accent }),
    ...(background === undefined || bad.has('background') ? {} : { background }),
    nodes: html === undefined || bad.has('html') ? [] : readThemeHtml(html).nodes,
  };
}

/** Own colours over the page's. A light background stays out of the dark scheme, which is the reader's wish. */
export function themeStyles({ accent, background, nodes }: ShownTheme): string {
  const light: string[] = [];
  const dark: string[] = [];
  if (accent !== undefined) {
    light.push(accentRules(accent, '#ffffff'));
    dark.push(accentRules(lightened(accent), PAGE_COLOURS.dark.background));
  }
  if (background !== undefined) {
    const ink = inkOn(background);
    const rules = `--bg:${background};--on-bg:${ink};--soft-on-bg:${ink};`;
    light.push(rules);
    if (ink === PAGE_COLOURS.dark.ink) {
      dark.push(rules);
    }
  }
  const own = nodes.length === 0 ? '' : OWN_STYLES;
  return `${own}${rootRule(light)}${dark.length === 0 ? '' : `@media (prefers-color-scheme:dark){${rootRule(dark)}}`}`;
}

/** Written anew from what was read; no text of the operator goes out unescaped. */
export function themeHtml({ nodes }: ShownTheme, slots: Record<ThemeSlot, string>): string {
  const inner = nodes.map((node) => nodeHtml(node, slots)).join('');
  return inner === '' ? '' : `<div class="own">${inner}</div>`;
}

function nodeHtml(node: ThemeNode, slots: Record<ThemeSlot, string>): string {
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text);
    case 'slot':
      return `<span data-slot="${node.slot}">${escapeHtml(slots[node.slot])}</span>`;
    case 'close':
      return `</${node.tag}>`;
    case 'open':
      return openTag(node);
  }
}

/** Links open beside the page: leaving it would let the turn pass unseen. */
function openTag({ tag, className, href }: Extract<ThemeNode, { kind: 'open' }>): string {
  const classes = className === null ? '' : ` class="${escapeHtml(className)}"`;
  const link =
    href === null ? '' : ` href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer"`;
  return `<${tag}${classes}${link}>`;
}

function rootRule(rules: string[]): string {
  return rules.length === 0 ? '' : `:root{${rules.join('')}}`;
}

function accentRules(accent: string, onAccent: string): string {
  return `--accent:${accent};--on-accent:${onAccent};--glow:${asHex(readColour(accent))}24;`;
}

/** Mixed with white until it can be read on the dark card; white itself always can. */
function lightened(accent: string): string {
  const { card, background } = PAGE_COLOURS.dark;
  const rgb = readColour(accent);
  for (let white = 0; white < 1; white += 0.05) {
    const mixed = asHex(rgb.map((value) => Math.round(value + (255 - value) * white)));
    const least = Math.min(contrastRatio(mixed, card), contrastRatio(mixed, background));
    if (least >= LEAST_CONTRAST) {
      return mixed;
    }
  }
  return '#ffffff';
}

function asHex(rgb: number[]): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
