import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { bundleScenarios } from '../build.ts';
import { createStandIn, type SendSync, sendAndWait } from './k6-stand-in.ts';

export type Scenario = {
  options: {
    scenarios: Record<string, { executor: string }>;
    thresholds: Record<string, string[]>;
  };
  default: () => void | Promise<void>;
  handleSummary: (data: unknown) => Record<string, string>;
};

type Run = { env?: Record<string, string>; prepared?: unknown; send?: SendSync };

/** The scenarios as k6 is given them, in one bundle each; `load` runs one of them on the stand-in. */
export async function bundledScenarios() {
  const dir = mkdtempSync(join(tmpdir(), 'frontrow-k6-'));
  await bundleScenarios(dir, 'cjs');
  return {
    load(name: string, { env = {}, prepared, send = sendAndWait }: Run = {}) {
      const standIn = createStandIn({
        env: { ...env, ...(prepared === undefined ? {} : { PREPARED: 'prepared.json' }) },
        open: () => JSON.stringify(prepared),
        send,
      });
      // What a module of k6 exports by default is the module itself to a bundle of this kind.
      const require = (name: string) => {
        const module = standIn.modules[name] ?? missing(name);
        return module['default'] ?? module;
      };
      const module = { exports: {} };
      const run = compileFunction(readFileSync(join(dir, `${name}.js`), 'utf8'), [
        'require',
        'module',
        ...Object.keys(standIn.globals),
      ]) as (...args: unknown[]) => void;
      run(require, module, ...Object.values(standIn.globals));
      return { scenario: module.exports as Scenario, counted: standIn.counted };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function missing(name: string): never {
  throw new Error(`k6 has a module ${name}, the stand-in has none.`);
}
