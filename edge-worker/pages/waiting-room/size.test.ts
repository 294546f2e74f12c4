import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientBuild } from './client-build.ts';
import { renderWaitingPage } from './render.ts';
import { SAMPLES } from './samples.ts';
import { LANGUAGES } from './strings/strings.ts';

const MOST_GZIPPED = 30_000;
const MOST_RAW = 90_000;

let clientScript = '';

beforeAll(async () => {
  const { outputFiles } = await build({ ...clientBuild, write: false, logLevel: 'silent' });
  clientScript = outputFiles[0]?.text ?? '';
});

const page = (language: (typeof LANGUAGES)[number], status = SAMPLES.waiting) =>
  renderWaitingPage({
    status,
    language,
    wanted: '/concerts/42',
    nonce: 'bm9uY2U',
    clientScript,
    theme: null,
  });

async function gzipped(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

describe('the size of the page', () => {
  it.each(LANGUAGES)(
    'is at most 30 kB over the wire (gzip), script and all words included, in %s in every situation',
    async (language) => {
      expect(clientScript.length).toBeGreaterThan(1_000);
      for (const status of Object.values(SAMPLES)) {
        const html = page(language, status);
        expect(await gzipped(html)).toBeLessThanOrEqual(MOST_GZIPPED);
        expect(new TextEncoder().encode(html).length).toBeLessThanOrEqual(MOST_RAW);
      }
    },
  );

  it('leaves the schema and the token libraries out of the script', () => {
    expect(clientScript).not.toMatch(/ZodError|JWSInvalid/);
    expect(clientScript).toContain('is not one of');
  });

  it('carries the script unbroken', () => {
    const html = page('en');
    expect(html.match(/<\/script/gi)).toHaveLength(2);
    expect(html).toContain('/rooms/');
  });
});
