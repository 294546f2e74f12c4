import { generateKeyRing } from '@frontrow/protocol';
import { describe, expect, it } from 'vitest';
import { BindingError, bindingsIdentity, readConfig } from './env.ts';

const env = {
  ORIGIN_URL: 'http://127.0.0.1:3000',
  EDGE_KEYS: generateKeyRing('edge-1'),
  SESSION_KEYS: generateKeyRing('session-1'),
  PLACE_KEYS: generateKeyRing('place-1'),
  ASSETS: { fetch: () => Promise.reject(new Error('unused')) },
};

describe('readConfig', () => {
  it('reads a complete set of bindings', async () => {
    const config = await readConfig({ ...env, ORIGIN_URL: 'https://shop.test/' });
    expect(config.originUrl).toBe('https://shop.test');
    expect(config.edgeKeys.signing.kid).toBe('edge-1');
  });

  it.each(Object.keys(env))('names %s when it is missing', async (binding) => {
    await expect(readConfig({ ...env, [binding]: undefined })).rejects.toThrow(binding);
  });

  it.each([
    ['ORIGIN_URL', 'not a url'],
    ['ORIGIN_URL', 'ftp://shop.test'],
    ['ORIGIN_URL', 'https://shop.test/path'],
    ['EDGE_KEYS', 'edge-1:tooshort'],
    ['SESSION_KEYS', 'secret-value'],
    ['PLACE_KEYS', ''],
    ['ASSETS', 'a string'],
    ['AWS_VWR_KEY', '{"kty":"RSA","d":"private-part"}'],
    ['AWS_VWR_KEY', 'not a key at all'],
  ])('names %s and not its wrong value', async (binding, value) => {
    const error: unknown = await readConfig({ ...env, [binding]: value }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BindingError);
    expect(String(error)).toContain(binding);
    expect(value === '' || !String(error).includes(value)).toBe(true);
  });
});

describe('bindingsIdentity', () => {
  it('changes with the value of a secret, so that no key outlives its rotation', () => {
    const rotated = { ...env, PLACE_KEYS: generateKeyRing('place-1') };
    expect(bindingsIdentity(rotated as never)).not.toBe(bindingsIdentity(env as never));
    expect(bindingsIdentity({ ...env } as never)).toBe(bindingsIdentity(env as never));
  });
});
