import type { BuildOptions } from 'esbuild';

/** How `client/main.ts` becomes the script that the page carries inline. */
export const clientBuild = {
  entryPoints: [new URL('client/main.ts', import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  // Korean as it is: half the size of escapes.
  charset: 'utf8',
  // Licences stand in the packages and in the lockfile; the page has no room for them.
  legalComments: 'none',
} satisfies BuildOptions;
