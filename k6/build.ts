import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const scenariosDir = join(import.meta.dirname, 'src/scenarios');
const distDir = join(import.meta.dirname, 'dist');

export const SCENARIOS = readdirSync(scenariosDir)
  .map((file) => basename(file, '.ts'))
  .sort();

/** A file a scenario, with everything of ours in it: k6 resolves no packages. */
export async function bundleScenarios(
  outdir = distDir,
  format: 'esm' | 'cjs' = 'esm',
): Promise<void> {
  await build({
    entryPoints: SCENARIOS.map((name) => join(scenariosDir, `${name}.ts`)),
    outdir,
    bundle: true,
    format,
    // What k6's engine has without its own translation.
    target: 'es2020',
    external: ['k6', 'k6/*'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (import.meta.main) {
  await bundleScenarios();
}
