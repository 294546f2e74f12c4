import { describe, expect, it } from 'vitest';
import { idParam, pageQuery } from './values.ts';

describe('an id in a path', () => {
  it.each([
    ['1', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is read', (text, id) => {
    expect(idParam.parse(text)).toBe(id);
  });

  it.each(['0', '-1', '+1', '01', '1.0', '1e3', '0x1', ' 1', '', '9007199254740992', 'x'])(
    'has one spelling, and %o is not it',
    (text) => {
      expect(idParam.safeParse(text).success).toBe(false);
    },
  );
});

describe('the size of a page', () => {
  it('is 20 unless the query says otherwise', () => {
    expect(pageQuery.parse({}).limit).toBe(20);
    expect(pageQuery.parse({ limit: '100' }).limit).toBe(100);
  });

  it.each(['0', '101', '1e1', '0x10', '5.0', ''])('is never %o', (limit) => {
    expect(pageQuery.safeParse({ limit }).success).toBe(false);
  });
});
