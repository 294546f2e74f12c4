import { describe, expect, it } from 'vitest';
import { roomSettingsPatch } from '../room-settings.ts';
import { checkTheme } from './check-theme.ts';
import { contrastRatio } from './contrast.ts';
import { readThemeHtml } from './theme-html.ts';

const problems = (html: string) => readThemeHtml(html).problems;

describe('contrastRatio', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#fff', '#ffffff', 1],
    // Worked examples of WCAG's own understanding documents: the greys on both sides of 4.5.
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
  ])('is that of WCAG for %s on %s', (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 1);
    expect(contrastRatio(other, one)).toBeCloseTo(ratio, 1);
  });
});

describe('checkTheme', () => {
  it('takes a theme that can be read', () => {
    expect(
      checkTheme({
        accent: '#b0124f',
        background: '#22103a',
        html: '<h2>Welcome</h2><p class="lead">You are {{position}}.</p><ul><li>One</li></ul>',
      }),
    ).toEqual([]);
    expect(checkTheme({})).toEqual([]);
  });

  it('refuses colours that text cannot be read on, and names the ratio', () => {
    expect(checkTheme({ accent: '#777777' })).toEqual([
      {
        field: 'accent',
        message: 'The contrast of #777777 with #ffffff is 4.47:1; text needs 4.5:1.',
      },
    ]);
    expect(checkTheme({ background: '#777777' })[0]?.message).toContain('#777777');
  });

  it('refuses such a theme where settings are changed', () => {
    const changed = roomSettingsPatch.safeParse({ theme: { accent: '#ffe14d', html: '<b>' } });
    expect(changed.error?.issues.map(({ path }) => path)).toEqual([
      ['theme', 'accent'],
      ['theme', 'html'],
    ]);
    expect(roomSettingsPatch.safeParse({ theme: { accent: '#b0124f' } }).success).toBe(true);
    expect(roomSettingsPatch.safeParse({ theme: null }).success).toBe(true);
  });
});

describe('readThemeHtml', () => {
  it.each([
    '',
    'Plain words, 100 % & more',
    '<p>One<br>two<br/>three</p><hr>',
    '<div class="box centre"><strong>Tonight</strong> <em>only</em></div>',
    "<p><a href='https://example.com/faq'>Questions?</a></p>",
    '{ braces } {{ wait }} {{event}}',
    '<UL><LI><p>a</p></LI></UL>',
  ])('takes %j', (html) => expect(problems(html)).toEqual([]));

  it.each([
    ['<script>alert(1)</script>', /<script> is not allowed/],
    ['<img src=x onerror=alert(1)>', /<img> is not allowed/],
    ['<style>*{}</style>', /<style> is not allowed/],
    ['<iframe></iframe>', /<iframe> is not allowed/],
    ['<!-- hidden -->', /lone </],
    ['<p onclick="x()">a</p>', /onclick= is not allowed in <p>/],
    ['<p style="color:red">a</p>', /style= is not allowed in <p>/],
    ['<p id="line">a</p>', /id= is not allowed/],
    ['<p class="unseen">a</p>', /class "unseen" is not known/],
    ['<p class=lead>a</p>', /attributes of <p> are not understood/],
    ['<p class="lead"class="box">a</p>', /not understood/],
    ['<a href="javascript:alert(1)">a</a>', /https address/],
    ['<a href=" java\nscript:alert(1)">a</a>', /https address/],
    ['<a href="http://example.com">a</a>', /https address/],
    ['<a href="//example.com">a</a>', /https address/],
    ['<a href="https://user:pass@example.com">a</a>', /https address/],
    ['<a href="data:text/html,x">a</a>', /https address/],
    ['<a>a</a>', /<a> needs an href/],
    ['<a href="https://example.com"></a>', /needs words/],
    ['<p>a', /<p> is not closed/],
    ['a</p>', /closes what is not open/],
    ['<b><i>a</b></i>', /closes what is not open/],
    ['<p><div>a</div></p>', /<div> may not stand in <p>/],
    ['<p><p>a</p></p>', /<p> may not stand in <p>/],
    ['<ul>a</ul>', /A list holds <li> only/],
    ['<li>a</li>', /<li> may not stand at the top/],
    ['<a href="https://a.test"><a href="https://b.test">x</a></a>', /may not stand in <a>/],
    ['1 < 2', /lone </],
    ['&copy; &#60;script&#62;', /&copy; is not known/],
    ['{{secret}}', /{{secret}} is not known/],
    ['{{constructor.constructor("alert(1)")()}}', /is not known/],
  ])('refuses %j', (html, problem) => {
    expect(problems(html).join('\n')).toMatch(problem);
  });
});
