const SHARED = [
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

const YEAR_SECONDS = 31_536_000;

type Page = {
  /** Allows one inline script and style; without it only files of ours run. */
  nonce?: string;
  isHttps: boolean;
  /** The one other origin that may run a script and show a frame: that of the check that a person is here. */
  checkOrigin?: string | undefined;
};

/** The headers of every HTML answer. Pages show whose turn it is, so nothing may keep them. */
export function pageHeaders({ nonce, isHttps, checkOrigin }: Page): Headers {
  const source = nonce === undefined ? "'self'" : `'nonce-${nonce}'`;
  const check = checkOrigin === undefined ? '' : ` ${checkOrigin}`;
  const policy = [
    "default-src 'none'",
    `script-src ${source}${check}`,
    `style-src ${source}`,
    ...(check === '' ? [] : [`frame-src${check}`]),
    ...SHARED,
  ];
  const headers = new Headers({
    'cache-control': 'private, no-store',
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  if (isHttps) {
    headers.set('strict-transport-security', `max-age=${YEAR_SECONDS}`);
  }
  return headers;
}

export function isHttps(request: Request): boolean {
  return request.url.startsWith('https:');
}

/** The origin of an address as a policy names it; undefined for what is no web address. */
export function policyOrigin(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.origin : undefined;
}
