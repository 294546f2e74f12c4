import { StartFailure } from '../start-failure.ts';

/** The Worker's text bindings that need not be there, by their names in the environment (edge-worker/src/env.ts). */
export const OPTIONAL_BINDINGS = [
  'TURNSTILE_SITE_KEY',
  'TURNSTILE_SECRET',
  'TURNSTILE_HOSTNAME',
  'TURNSTILE_VERIFY_URL',
  'TURNSTILE_SCRIPT_URL',
  'AWS_VWR_KEY',
  'ARRIVAL_SHARDS',
] as const;

/** Those that are set; an empty one counts as none. */
export function readOptionalBindings(env: NodeJS.ProcessEnv): Record<string, string> {
  const given = new Map(OPTIONAL_BINDINGS.map((name) => [name, env[name] ?? '']));
  if ((given.get('TURNSTILE_SITE_KEY') === '') !== (given.get('TURNSTILE_SECRET') === '')) {
    throw new StartFailure(
      'TURNSTILE_SITE_KEY and TURNSTILE_SECRET belong together: with one alone no room with Turnstile takes newcomers.',
    );
  }
  return Object.fromEntries([...given].filter(([, value]) => value !== ''));
}
