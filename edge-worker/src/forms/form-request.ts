const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'] as const;

export type FormType = (typeof FORM_TYPES)[number];

/** The encoding of a body that a browser's form makes; undefined for every other one. */
export function formTypeOf(headers: Headers): FormType | undefined {
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return FORM_TYPES.find((known) => known === type);
}

/**
 * True for a form that a person sends from one of this host's own pages. What another site's page posts is
 * never kept: sent again from here, it would look like a wish of the visitor's own.
 */
export function isOwnFormPost({ method, headers, url }: Request): boolean {
  return (
    method === 'POST' &&
    formTypeOf(headers) !== undefined &&
    isNavigating(headers) &&
    isFromThisHost(headers, url)
  );
}

function isNavigating(headers: Headers): boolean {
  const mode = headers.get('sec-fetch-mode');
  return mode === null ? (headers.get('accept') ?? '').includes('text/html') : mode === 'navigate';
}

/** By what browsers say themselves; older ones name at least the page's origin in a POST. */
function isFromThisHost(headers: Headers, url: string): boolean {
  const site = headers.get('sec-fetch-site');
  return site === null ? headers.get('origin') === URL.parse(url)?.origin : site === 'same-origin';
}
