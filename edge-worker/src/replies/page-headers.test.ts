import { describe, expect, it } from 'vitest';
import { pageHeaders, policyOrigin } from './page-headers.ts';

const policyOf = (page: Parameters<typeof pageHeaders>[0]) =>
  pageHeaders(page).get('content-security-policy')?.split('; ');

describe('the policy of a page', () => {
  it('names no origin but its own without a check', () => {
    expect(policyOf({ nonce: 'n', isHttps: true })).toEqual([
      "default-src 'none'",
      "script-src 'nonce-n'",
      "style-src 'nonce-n'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
  });

  it('lets scripts and frames of the origin of the check in, and nothing else', () => {
    const checkOrigin = policyOrigin('https://check.example/turnstile/v0/api.js?a=1');
    const added = policyOf({ nonce: 'n', isHttps: true, checkOrigin })?.filter((part) =>
      part.includes('check.example'),
    );
    expect(added).toEqual([
      "script-src 'nonce-n' https://check.example",
      'frame-src https://check.example',
    ]);
  });

  it.each([undefined, '', 'check.example', "javascript:'", 'data:text/javascript,0', 'https://'])(
    'gets no origin from %j',
    (address) => expect(policyOrigin(address)).toBeUndefined(),
  );
});
