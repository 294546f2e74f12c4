import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { RoomTheme } from '@frontrow/protocol';
import { edgeDir } from '../../repository.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Output } from '../offline-commands.ts';
import { readTheme } from './read-theme.ts';

const HELP = `Writes the waiting page as a theme makes it look, to be opened in a browser.

Usage: npm run room -- preview [theme.json] [options]

  --out FILE         where to (default waiting-page.html)
  --language LANG    en, ko or ja (default en)
  --situation NAME   what the page tells of (default waiting; a wrong name lists them)

A theme is JSON: {"name": "Hall 9", "accent": "#8a2be2", "background": "#fffaf0", "logo": "logo.svg",
"html": "@words.html"}. Put it into force with: npm run room -- theme theme.json
`;

const LANGUAGES = ['en', 'ko', 'ja'];

/** What the edge's pages export for this; loaded by path, since nothing imports the edge's source. */
type Pages = {
  renderPreview: (preview: {
    theme: RoomTheme | null;
    language: string;
    situation: string;
  }) => string;
  SAMPLES: Record<string, unknown>;
};

/** `npm run room -- preview` */
export async function preview(args: readonly string[], { print }: Output): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help) {
    print(HELP);
    return;
  }
  const [file] = positionals;
  const theme = file === undefined ? null : readTheme(file);
  const { renderPreview, SAMPLES } = await loadPages();
  const { language, situation, out } = values;
  oneOf('--language', language, LANGUAGES);
  oneOf('--situation', situation, Object.keys(SAMPLES));
  writeFileSync(out, renderPreview({ theme, language, situation }));
  print(`Wrote ${out}; open it in a browser.`);
}

async function loadPages(): Promise<Pages> {
  const load = (name: string): Promise<unknown> =>
    import(pathToFileURL(join(edgeDir, 'pages', 'waiting-room', name)).href);
  const pages = await Promise.all([load('preview.ts'), load('samples.ts')]);
  return Object.assign({}, ...pages) as Pages;
}

function oneOf(option: string, given: string, known: readonly string[]): void {
  if (!known.includes(given)) {
    throw new CommandFailure(`${option} takes one of ${known.join(', ')}, not "${given}".`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string', default: 'waiting-page.html' },
        language: { type: 'string', default: 'en' },
        situation: { type: 'string', default: 'waiting' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new CommandFailure(`${(error as Error).message}\nnpm run room -- preview --help`, {
      cause: error,
    });
  }
}
