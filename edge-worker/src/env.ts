import { readKeyRing, type KeyRing } from '@frontrow/protocol';
import { z } from 'zod';
import type { Gates } from './arrivals/gathered-arrivals.ts';
import { readVwrKey, type VwrKey } from './aws-vwr/vwr-key.ts';

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

/** The objects that gather arrivals. Without them every visitor joins directly. */
const gates = z.custom<Gates>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'getByName' in value &&
    typeof value.getByName === 'function',
);

const TURNSTILE = 'https://challenges.cloudflare.com/turnstile/v0';

const bindings = z.object({
  ORIGIN_URL: origin,
  EDGE_KEYS: z.string().min(1),
  SESSION_KEYS: z.string().min(1),
  PLACE_KEYS: z.string().min(1),
  ASSETS: assets,
  /** A private RSA key (JWK) for the tokens of `aws-vwr/`; without it that call is not there. */
  AWS_VWR_KEY: z.string().min(1).nullish(),
  ARRIVAL_GATE: gates.optional(),
  /** Without both keys, rooms that ask for Turnstile take no newcomers. */
  TURNSTILE_SITE_KEY: z.string().max(100).optional(),
  TURNSTILE_SECRET: z.string().max(200).optional(),
  TURNSTILE_VERIFY_URL: z.url({ protocol: /^https?$/ }).default(`${TURNSTILE}/siteverify`),
  TURNSTILE_SCRIPT_URL: z.url({ protocol: /^https?$/ }).default(`${TURNSTILE}/api.js`),
  /** The host that widgets stand on, where it is not the one that visitors ask. */
  TURNSTILE_HOSTNAME: z.string().min(1).optional(),
  /** The most objects over which the arrivals of one room are spread. */
  ARRIVAL_SHARDS: z.coerce.number().int().min(1).max(256).default(32),
});

export type Env = z.input<typeof bindings>;

const TEXTS = [
  'ORIGIN_URL',
  'EDGE_KEYS',
  'SESSION_KEYS',
  'PLACE_KEYS',
  'AWS_VWR_KEY',
  'ARRIVAL_SHARDS',
  'TURNSTILE_SITE_KEY',
  'TURNSTILE_SECRET',
  'TURNSTILE_VERIFY_URL',
  'TURNSTILE_SCRIPT_URL',
  'TURNSTILE_HOSTNAME',
] as const satisfies (keyof Env)[];

/** What the Worker works with, checked. */
export type Config = {
  originUrl: string;
  edgeKeys: KeyRing;
  sessionKeys: KeyRing;
  placeKeys: KeyRing;
  assets: Fetcher;
  vwrKey: VwrKey | undefined;
  arrivalGates: Gates | undefined;
  mostArrivalShards: number;
  turnstile: TurnstileConfig | undefined;
};

type TurnstileConfig = {
  siteKey: string;
  secret: string;
  verifyUrl: string;
  scriptUrl: string;
  hostname: string | undefined;
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
  const { ARRIVAL_GATE, ARRIVAL_SHARDS } = parsed.data;
  return {
    originUrl: ORIGIN_URL,
    edgeKeys: await readRing('EDGE_KEYS', EDGE_KEYS),
    sessionKeys: await readRing('SESSION_KEYS', SESSION_KEYS),
    placeKeys: await readRing('PLACE_KEYS', PLACE_KEYS),
    assets: ASSETS,
    vwrKey: await readOptionalKey(parsed.data.AWS_VWR_KEY),
    arrivalGates: ARRIVAL_GATE,
    mostArrivalShards: ARRIVAL_SHARDS,
    turnstile: readTurnstile(parsed.data),
  };
}

/**
 * Tells one set of bindings from another by their values. An isolate outlives a change of secrets,
 * so whatever is derived from them is kept under this text and never under "already read".
 */
export function bindingsIdentity(env: Partial<Env>): string {
  return TEXTS.map((name) => env[name]).join('\n');
}

async function readOptionalKey(text: string | null | undefined): Promise<VwrKey | undefined> {
  try {
    return text ? await readVwrKey(text) : undefined;
  } catch {
    // The reader's sentence may show part of the key.
    throw new BindingError('AWS_VWR_KEY');
  }
}

function readTurnstile(env: z.output<typeof bindings>): TurnstileConfig | undefined {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET: secret } = env;
  return siteKey && secret
    ? {
        siteKey,
        secret,
        verifyUrl: env.TURNSTILE_VERIFY_URL,
        scriptUrl: env.TURNSTILE_SCRIPT_URL,
        hostname: env.TURNSTILE_HOSTNAME,
      }
    : undefined;
}

async function readRing(binding: string, text: string): Promise<KeyRing> {
  try {
    return await readKeyRing(text);
  } catch {
    // The reader's sentence may name a key; the binding's name is all an answer should say.
    throw new BindingError(binding);
  }
}
