import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { checkedRoomTheme, type RoomTheme } from '@frontrow/protocol';
import { CommandFailure } from '../command-failure.ts';

const PICTURES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/**
 * A theme from a JSON file {name, accent, background, logo, html}, checked as the API checks it. `logo` may name a
 * picture and `html` a file `@words.html`, both beside the file.
 */
export function readTheme(file: string): RoomTheme {
  const theme = checkedRoomTheme.safeParse(withFiles(parseJson(file), file));
  if (!theme.success) {
    const sentences = theme.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'The theme'}: ${message}`,
    );
    throw new CommandFailure(sentences.join('\n'));
  }
  return theme.data;
}

/** `theme FILE`, or `theme --clear` for Frontrow's own face. */
export function readThemeWords({ words, clear }: { words: string[]; clear: boolean }) {
  const [file, ...rest] = words;
  if ((file === undefined) !== clear || rest.length > 0) {
    throw new CommandFailure(
      'Name one file with a theme, or theme --clear. preview --help shows one.',
    );
  }
  return file === undefined ? null : readTheme(file);
}

function parseJson(file: string): unknown {
  const text = read(file);
  try {
    return JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw new CommandFailure(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

function withFiles(theme: unknown, file: string): unknown {
  if (typeof theme !== 'object' || theme === null) {
    return theme;
  }
  const { logo, html } = theme as { logo?: unknown; html?: unknown };
  const beside = (name: string) => join(dirname(file), name);
  return {
    ...theme,
    ...(isPicture(logo) ? { logo: dataUrl(beside(logo)) } : {}),
    ...(typeof html === 'string' && html.startsWith('@')
      ? { html: read(beside(html.slice(1))).toString('utf8') }
      : {}),
  };
}

function isPicture(logo: unknown): logo is string {
  return typeof logo === 'string' && extname(logo).toLowerCase() in PICTURES;
}

function dataUrl(file: string): string {
  const type = PICTURES[extname(file).toLowerCase()] ?? '';
  return `data:${type};base64,${read(file).toString('base64')}`;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandFailure(`${file} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
