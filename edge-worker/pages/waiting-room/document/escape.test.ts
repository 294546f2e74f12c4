import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../testing/hostile-texts.ts';
import { escapeHtml, escapeJson, escapeScript } from './escape.ts';

describe('escapeHtml', () => {
  it.each(HOSTILE_TEXTS)('leaves nothing that opens a tag or ends an attribute in %j', (text) => {
    expect(escapeHtml(text)).not.toMatch(/[<>"'`]/);
  });

  it('escapes what looks escaped already, so that it is shown as it was written', () => {
    expect(escapeHtml('&lt;b&gt;')).toBe('&amp;lt;b&amp;gt;');
  });
});

describe('escapeJson', () => {
  it.each(HOSTILE_TEXTS)('keeps %j readable, without any "<"', (text) => {
    const json = escapeJson({ text });
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual({ text });
  });
});

describe('escapeScript', () => {
  it('keeps a script from ending its element', () => {
    const script = escapeScript('x="</script>";y="</SCRIPT >";z="<!--"');
    expect(script).not.toMatch(/<\/script|<!--/i);
  });

  it('keeps the meaning of the strings', () => {
    const literal = escapeScript('"</script><!-- a < b -->"')
      .replaceAll('\\/', '/')
      .replaceAll('\\!', '!');
    expect(literal).toBe('"</script><!-- a < b -->"');
  });
});
