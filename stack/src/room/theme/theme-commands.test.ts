import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeTempDir } from '../../testing/temp-dir.ts';
import { preview } from './preview-command.ts';
import { readTheme, readThemeWords } from './read-theme.ts';

let dir: string;

beforeEach(() => {
  dir = makeTempDir();
  writeFileSync(join(dir, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dir, 'words.html'), '<p class="lead">Doors open at {{wait}}</p>');
});

function themeFile(name: string, theme: unknown): string {
  const file = join(dir, name);
  writeFileSync(file, typeof theme === 'string' ? theme : JSON.stringify(theme));
  return file;
}

describe('a theme', () => {
  it('brings its picture and its words from files beside it', () => {
    const file = themeFile('a.json', { name: 'Hall 9', logo: 'logo.svg', html: '@words.html' });
    expect(readTheme(file)).toMatchObject({
      name: 'Hall 9',
      logo: expect.stringMatching(/^data:image\/svg\+xml;base64,/),
      html: '<p class="lead">Doors open at {{wait}}</p>',
    });
  });

  it.each([
    ['no JSON', 'oops', /is no JSON/],
    ['a colour that nobody can read on', { accent: '#ffff00' }, /accent/],
    ['a script', { html: '<script>1</script>' }, /html/],
    ['an unknown field', { colour: '#fff' }, /colour/i],
    ['a picture that is not there', { logo: 'none.png' }, /cannot be read/],
  ])('is refused with %s', (_what, theme, message) => {
    expect(() => readTheme(themeFile('bad.json', theme))).toThrow(message);
  });

  it('is one file, or none with --clear', () => {
    expect(readThemeWords({ words: [], clear: true })).toBeNull();
    expect(() => readThemeWords({ words: [], clear: false })).toThrow(/Name one file/);
    expect(() => readThemeWords({ words: ['a'], clear: true })).toThrow(/Name one file/);
  });
});

describe('the preview', () => {
  const said: string[] = [];
  const output = { print: (text: string) => said.push(text), note: () => undefined };

  it('is the page as the theme makes it look', async () => {
    const out = join(dir, 'page.html');
    const file = themeFile('b.json', { name: 'Hall 9', accent: '#5b21b6' });
    await preview([file, '--out', out, '--language', 'ja'], output);
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('Hall 9');
    expect(page).toContain('#5b21b6');
    expect(page).toContain('lang="ja"');
  });

  it('says what there is instead of a wrong name', async () => {
    await expect(preview(['--situation', 'nowhere'], output)).rejects.toThrow(/one of .*waiting/);
    await expect(preview(['--what'], output)).rejects.toThrow(/preview --help/);
  });
});
