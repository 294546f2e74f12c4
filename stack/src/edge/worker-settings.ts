import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { edgeDir } from '../repository.ts';
import { StartFailure } from '../start-failure.ts';

export type WorkerSettings = {
  compatibilityDate: string;
  compatibilityFlags: string[];
  /** Binding name to class name of the Durable Objects. */
  objects: Record<string, string>;
};

type WranglerConfig = {
  compatibility_date?: string;
  compatibility_flags?: string[];
  durable_objects?: { bindings?: { name: string; class_name: string }[] };
};

/** What the deployed Worker runs with, so that workerd behaves here as it does there. */
export function readWorkerSettings(file = join(edgeDir, 'wrangler.jsonc')): WorkerSettings {
  const config: WranglerConfig = existsSync(file)
    ? (parse(readFileSync(file, 'utf8'), [], { allowTrailingComma: true }) as WranglerConfig)
    : {};
  if (config.compatibility_date === undefined) {
    throw new StartFailure(`${file} has no compatibility_date, so the Worker cannot run.`);
  }
  return {
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags ?? [],
    objects: Object.fromEntries(
      (config.durable_objects?.bindings ?? []).map(({ name, class_name }) => [name, class_name]),
    ),
  };
}
