import { readFileSync } from 'node:fs';
import { PROBLEMS } from '@frontrow/protocol';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createOpenApi, OPENAPI_FILE, openApiText, operations } from './create-openapi.ts';
import { problemsOf } from './operation-problems.ts';

/** Said for all calls at once, or said by servers to each other alone. */
const NOT_OF_ONE_CALL = [
  'method_not_allowed',
  'edge_signature_invalid',
  'origin_bad_answer',
  'shutting_down',
];

describe('the OpenAPI file', () => {
  it('is what `npm run openapi` writes', () => {
    expect(readFileSync(OPENAPI_FILE, 'utf8') === openApiText(), 'run `npm run openapi`').toBe(
      true,
    );
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(createOpenApi()))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is refused by the validator when it is broken', async () => {
    const broken = { ...createOpenApi(), paths: { '/x': { get: { responses: 5 } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('refers to nothing that is not in it', () => {
    const document = createOpenApi();
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/(?<path>[^"]+)"/g)];
    const missing = refs
      .map(({ groups }) => groups?.['path'] ?? '')
      .filter((path) => !hasPart(document, path.split('/')));
    expect(refs.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it('names each operation once, and every problem that a client may meet', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const codes = new Set<string>(operations.flatMap(problemsOf));
    const untold = Object.keys(PROBLEMS).filter((code) => !codes.has(code));
    expect(untold.toSorted()).toEqual(NOT_OF_ONE_CALL.toSorted());
  });
});

function hasPart(part: unknown, path: string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) {
    return part !== undefined;
  }
  return typeof part === 'object' && part !== null && hasPart(Object(part)[name], rest);
}
