import { readKeyRing, type KeyRing } from '@frontrow/protocol';
import { z } from 'zod';

const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`,
    'Only scheme and host.',
  )
  .transform((text) => new URL(text).origin);

const assets = z.custom<Fetcher>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'fetch' in value &&
    typeof value.fetch === 'function',
);

const bindings = z.object({
  ORIGIN_URL: origin,
  EDGE_KEYS: z.string().min(1),
  SESSION_KEYS: z.string().min(1),
  PLACE_KEYS: z.string().min(1),
  ASSETS: assets,
});

export type Env = z.input<typeof bindings>;

/** What the Worker works with, checked. */
export type Config = {
  originUrl: string;
  edgeKeys: KeyRing;
  sessionKeys: KeyRing;
  placeKeys: KeyRing;
  assets: Fetcher;
};

/** A binding is missing or wrong. The message names it and never shows its value. */
export class BindingError extends Error {
  override readonly name = 'BindingError';
  readonly binding: string;

  constructor(binding: string) {
    super(`The binding ${binding} is missing or not valid.`);
    this.binding = binding;
  }
}

/** Reads the bindings or throws a `BindingError`. */
export async function readConfig(env: unknown): Promise<Config> {
  const parsed = bindings.safeParse(env);
  if (!parsed.success) {
    throw new BindingError(String(parsed.error.issues[0]?.path[0] ?? 'env'));
  }
  const { ORIGIN_URL, EDGE_KEYS, SESSION_KEYS, PLACE_KEYS, ASSETS } = parsed.data;
  return {
    originUrl: ORIGIN_URL,
    edgeKeys: await readRing('EDGE_KEYS', EDGE_KEYS),
    sessionKeys: await readRing('SESSION_KEYS', SESSION_KEYS),
    placeKeys: await readRing('PLACE_KEYS', PLACE_KEYS),
    assets: ASSETS,
  };
}

/**
 * Tells one set of bindings from another by their values. An isolate outlives a change of secrets,
 * so whatever is derived from them is kept under this text and never under "already read".
 */
export function bindingsIdentity(env: Partial<Env>): string {
  return [env.ORIGIN_URL, env.EDGE_KEYS, env.SESSION_KEYS, env.PLACE_KEYS].join('\n');
}

async function readRing(binding: string, text: string): Promise<KeyRing> {
  try {
    return await readKeyRing(text);
  } catch {
    // The reader's sentence may name a key; the binding's name is all an answer should say.
    throw new BindingError(binding);
  }
}
