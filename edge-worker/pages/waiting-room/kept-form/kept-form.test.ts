import { describe, expect, it } from 'vitest';
import { keptFormBlock, type KeptForm } from './kept-form.ts';

const form = (changes: Partial<KeptForm> = {}): KeptForm => ({
  action: '/orders?x=1',
  type: 'application/x-www-form-urlencoded',
  fields: [{ kind: 'text', name: 'note', value: 'A-12' }],
  ...changes,
});

describe('a kept form', () => {
  it('is nothing where nothing is kept', () => {
    expect(keptFormBlock(undefined, 'en')).toBe('');
  });

  it('goes to the path that it came from, with its fields', () => {
    const html = keptFormBlock(form(), 'en');
    expect(html).toContain('method="post" action="/orders?x=1"');
    expect(html).toContain('<input type="hidden" name="note" value="A-12">');
    expect(html).not.toContain('<script');
  });

  it('cannot break out of its attributes', () => {
    const hostile = `"><script>alert(1)</script>'\``;
    const html = keptFormBlock(
      form({
        action: `/x?${hostile}`,
        fields: [
          { kind: 'text', name: hostile, value: hostile },
          { kind: 'file', name: hostile, fileName: hostile },
          { kind: 'secret', name: hostile },
        ],
      }),
      'ko',
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain(`"${hostile}`);
    expect(html.match(/<(?!\/?(?:form|p|input|label|span|button|noscript)\b)/g)).toBeNull();
  });

  it('asks for files and secrets again, and writes no secret down', () => {
    const html = keptFormBlock(
      form({
        type: 'multipart/form-data',
        fields: [
          { kind: 'file', name: 'id-card', fileName: 'card.pdf' },
          { kind: 'file', name: 'none', fileName: '' },
          { kind: 'secret', name: 'password' },
        ],
      }),
      'en',
    );
    expect(html).toContain('<input type="file" name="id-card" required>');
    expect(html).toContain('<input type="file" name="none" hidden>');
    expect(html).toContain('<input type="password" name="password" required>');
  });

  it.each(['en', 'ko', 'ja'] as const)('can be sent without scripts (%s)', (language) => {
    expect(keptFormBlock(form(), language)).toMatch(/<noscript>.*<button class="strong">/s);
  });
});
