/**
 * An operator's own HTML for the waiting page. It is read by a small grammar and written anew from what was
 * read, so that nothing reaches a page that this file does not know: what is not on the lists is refused, never
 * repaired.
 */

/** What a page fills in and keeps up to date. */
export const THEME_SLOTS = [
  'position',
  'ahead',
  'wait',
  'number',
  'message',
  'event',
  'room',
] as const;
export type ThemeSlot = (typeof THEME_SLOTS)[number];

/** Looks that the page has styles for. */
export const THEME_CLASSES = ['lead', 'soft', 'small', 'centre', 'box'] as const;

const INLINE = ['a', 'b', 'em', 'i', 'small', 'span', 'strong', 'br'];
const BLOCK = ['div', 'h2', 'hr', 'ol', 'p', 'ul'];
const VOID: ReadonlySet<string> = new Set(['br', 'hr']);

/** Which tags may stand in which; '' is the top. A browser would move others elsewhere. */
const CONTENT: Record<string, readonly string[]> = {
  '': [...BLOCK, ...INLINE],
  div: [...BLOCK, ...INLINE],
  li: [...BLOCK, ...INLINE],
  ol: ['li'],
  ul: ['li'],
  h2: INLINE,
  p: INLINE,
  a: INLINE.filter((tag) => tag !== 'a'),
  ...Object.fromEntries(INLINE.filter((tag) => tag !== 'a').map((tag) => [tag, INLINE])),
};
export const THEME_TAGS: readonly string[] = [...BLOCK, ...INLINE, 'li'].sort();

export type ThemeNode =
  | { kind: 'text'; text: string }
  | { kind: 'slot'; slot: ThemeSlot }
  | { kind: 'open'; tag: string; className: string | null; href: string | null }
  | { kind: 'close'; tag: string };

export type ThemeHtml = { nodes: ThemeNode[]; problems: string[] };

const MOST_PROBLEMS = 10;
const TOKEN =
  /\{\{\s*([^{}]*?)\s*\}\}|<(\/?)([a-z][a-z\d]*)((?:[\s/][^<>]*)?)>|[^<>{}]+|[{}]|[<>]/gi;
const ATTRIBUTE = /^\s+([a-z-]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i;
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** Reads a theme's HTML; with problems the nodes must not be shown. */
export function readThemeHtml(html: string): ThemeHtml {
  const reading: Reading = { nodes: [], problems: new Set(), open: [] };
  for (const token of html.matchAll(TOKEN)) {
    readToken(reading, token);
  }
  for (const tag of reading.open) {
    reading.problems.add(`<${tag}> is not closed.`);
  }
  return { nodes: reading.nodes, problems: [...reading.problems].slice(0, MOST_PROBLEMS) };
}

type Reading = { nodes: ThemeNode[]; problems: Set<string>; open: string[] };

function readToken(reading: Reading, [whole, slot, closing, name, rest = '']: RegExpMatchArray) {
  if (slot !== undefined) {
    readSlot(reading, slot);
  } else if (name === undefined) {
    readText(reading, whole);
  } else if (closing === '') {
    readOpening(reading, name.toLowerCase(), rest);
  } else {
    readClosing(reading, name.toLowerCase());
  }
}

function readSlot({ nodes, problems }: Reading, name: string): void {
  const slot = THEME_SLOTS.find((known) => known === name);
  if (slot === undefined) {
    problems.add(`{{${name}}} is not known. Known are ${THEME_SLOTS.join(', ')}.`);
    return;
  }
  nodes.push({ kind: 'slot', slot });
}

function readText({ nodes, problems, open }: Reading, raw: string): void {
  if (raw === '<' || raw === '>') {
    problems.add(`A lone ${raw} is not allowed: write &${raw === '<' ? 'lt' : 'gt'};.`);
    return;
  }
  if (raw.trim() !== '' && ['ol', 'ul'].includes(open.at(-1) ?? '')) {
    problems.add('A list holds <li> only.');
  }
  const text = raw.replace(/&([^;\s]*;?)/g, (entity, name: string) => {
    const known = name.endsWith(';') ? ENTITIES[name.slice(0, -1)] : undefined;
    if (known === undefined && name !== '') {
      problems.add(`${entity} is not known: write &amp; for an ampersand.`);
    }
    return known ?? entity;
  });
  nodes.push({ kind: 'text', text });
}

function readOpening(reading: Reading, tag: string, rest: string): void {
  const { nodes, problems, open } = reading;
  if (!THEME_TAGS.includes(tag)) {
    problems.add(`<${tag}> is not allowed. Allowed are ${THEME_TAGS.join(', ')}.`);
    return;
  }
  const parent = open.at(-1) ?? '';
  if (!CONTENT[parent]?.includes(tag)) {
    problems.add(`<${tag}> may not stand ${parent === '' ? 'at the top' : `in <${parent}>`}.`);
  }
  const { className, href } = readAttributes(reading, tag, rest.replace(/\/$/, ''));
  if (tag === 'a' && href === null) {
    problems.add('<a> needs an href.');
  }
  nodes.push({ kind: 'open', tag, className, href });
  if (!VOID.has(tag)) {
    open.push(tag);
  }
}

function readClosing({ nodes, problems, open }: Reading, tag: string): void {
  if (open.at(-1) !== tag) {
    problems.add(`</${tag}> closes what is not open.`);
    return;
  }
  const last = nodes.at(-1);
  if (tag === 'a' && last?.kind === 'open') {
    problems.add('A link needs words.');
  }
  open.pop();
  nodes.push({ kind: 'close', tag });
}

function readAttributes({ problems }: Reading, tag: string, text: string) {
  const found: { className: string | null; href: string | null } = { className: null, href: null };
  let rest = text;
  while (rest.trim() !== '') {
    const match = ATTRIBUTE.exec(rest);
    if (match === null) {
      problems.add(`The attributes of <${tag}> are not understood.`);
      return found;
    }
    const [whole, name = '', double, single] = match;
    readAttribute(
      found,
      { tag, name: name.toLowerCase(), value: double ?? single ?? '' },
      problems,
    );
    rest = rest.slice(whole.length);
  }
  return found;
}

type Attribute = { tag: string; name: string; value: string };

function readAttribute(
  found: { className: string | null; href: string | null },
  { tag, name, value }: Attribute,
  problems: Set<string>,
): void {
  if (name === 'class') {
    found.className = value.trim();
    for (const word of found.className.split(/\s+/)) {
      if (!THEME_CLASSES.some((known) => known === word)) {
        problems.add(`class "${word}" is not known. Known are ${THEME_CLASSES.join(', ')}.`);
      }
    }
  } else if (name === 'href' && tag === 'a') {
    found.href = readHref(value.replaceAll('&amp;', '&'));
    if (found.href === null) {
      problems.add('href must be an https address.');
    }
  } else {
    problems.add(`${name}= is not allowed in <${tag}>.`);
  }
}

/** The address as a browser reads it, so that what was checked is what is followed. */
function readHref(value: string): string | null {
  const url = URL.parse(value);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === ''
    ? url.href
    : null;
}
