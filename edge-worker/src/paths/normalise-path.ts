export type Target = {
  /** The one spelling that is judged and forwarded. */
  path: string;
  /** Empty, or `?` and the query, in the URL standard's serialisation. */
  search: string;
};

const PREFIX = /^https?:\/\/[^/?#]*/;
/** RFC 3986 `pchar` without `%`: what is left after decoding must need no encoding again. */
const SEGMENTS = /^(?:\/[\w.~!$&'()*+,;=:@-]+)*$/;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/;
const MAX_PATH = 512;
const MAX_SEARCH = 4096;

/** Everything is lower case here but ticket codes and the names of hashed files. */
const CASE_KEPT = /^(?<known>\/assets|\/tickets|\/api\/tickets)(?<rest>\/.+)$/i;

/**
 * Reads the path and query of a raw request URL, or undefined where the path has a second meaning:
 * encoded or doubled slashes, backslashes, dot segments, control characters, double encodings,
 * anything but ASCII. The URL class would resolve some of them silently, so the text is read as it came.
 */
export function normaliseTarget(rawUrl: string): Target | undefined {
  const [rawPath = '', ...query] = rawUrl.replace(PREFIX, '').replace(/#.*$/s, '').split('?');
  const path = normalisePath(rawPath);
  const search = query.length === 0 ? '' : new URL(`http://edge/?${query.join('?')}`).search;
  return path === undefined || search.length > MAX_SEARCH ? undefined : { path, search };
}

/** Decodes once, refuses what is ambiguous, drops one trailing slash and folds the case. */
export function normalisePath(rawPath: string): string | undefined {
  const decoded = decodeOnce(rawPath);
  if (decoded === undefined || decoded.length > MAX_PATH) {
    return undefined;
  }
  const path = decoded.endsWith('/') ? decoded.slice(0, -1) : decoded;
  if (!SEGMENTS.test(path) || DOT_SEGMENT.test(path)) {
    return undefined;
  }
  return path === '' ? '/' : foldCase(path);
}

/** An encoded slash would become a separator by decoding: it is refused before that. */
function decodeOnce(rawPath: string): string | undefined {
  if (/%2f/i.test(rawPath)) {
    return undefined;
  }
  try {
    return decodeURIComponent(rawPath);
  } catch {
    // URIError: not UTF-8 or a stray percent sign. Refused like every other odd spelling.
    return undefined;
  }
}

function foldCase(path: string): string {
  const { known, rest } = CASE_KEPT.exec(path)?.groups ?? {};
  return known === undefined ? path.toLowerCase() : `${known.toLowerCase()}${rest}`;
}
