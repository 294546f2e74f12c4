import { build } from 'esbuild';
import { clientBuild } from './client-build.ts';

await build({
  ...clientBuild,
  outfile: new URL('../../dist/waiting-room/client.js', import.meta.url).pathname,
});
