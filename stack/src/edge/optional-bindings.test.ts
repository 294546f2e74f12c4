import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { edgeDir } from '../repository.ts';
import { OPTIONAL_BINDINGS, readOptionalBindings } from './optional-bindings.ts';

it('takes what is set, and nothing else of the environment', () => {
  const env = { AWS_VWR_KEY: '{"kty":"RSA"}', ARRIVAL_SHARDS: '', PATH: '/bin' };

  expect(readOptionalBindings(env)).toEqual({ AWS_VWR_KEY: '{"kty":"RSA"}' });
});

it.each([{ TURNSTILE_SITE_KEY: 'site' }, { TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: '' }])(
  'refuses half of Turnstile: %j',
  (env) => {
    expect(() => readOptionalBindings(env)).toThrow(/belong together/);
  },
);

it.each(OPTIONAL_BINDINGS)('names a binding that the Worker reads: %s', (name) => {
  const source = readFileSync(join(edgeDir, 'src', 'env.ts'), 'utf8');

  expect(source).toMatch(new RegExp(`^  ${name}: z.*(?:optional|nullish|default)\\(`, 'm'));
});
