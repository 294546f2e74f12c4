import type { StoredReply } from '../catalog/reply-cache.ts';

const NOT_MODIFIED_HEADERS = ['age', 'cache-control', 'date', 'etag', 'expires', 'vary'];

/** A kept reply, or 304 where the client holds it already. */
export function conditionalReply(request: Request, { headers, body }: StoredReply): Response {
  return matchesEtag(request.headers.get('if-none-match'), headers.get('etag'))
    ? notModified(headers)
    : new Response(body, { headers });
}

/** A reply that is not kept, with the client's condition honoured here all the same. */
export async function conditionalStream(
  request: Request,
  origin: Response,
  headers: Headers,
): Promise<Response> {
  const { status, body } = origin;
  if (status === 200 && matchesEtag(request.headers.get('if-none-match'), headers.get('etag'))) {
    await body?.cancel();
    return notModified(headers);
  }
  return new Response(body, { status, headers });
}

/** RFC 9110 §13.1.2: weak comparison with any of the tags that the client holds. */
function matchesEtag(ifNoneMatch: string | null, etag: string | null): boolean {
  if (ifNoneMatch === null || etag === null) {
    return false;
  }
  const held = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return held.includes('*') || held.includes(etag.replace(/^W\//, ''));
}

function notModified(full: Headers): Response {
  const headers = new Headers();
  for (const name of NOT_MODIFIED_HEADERS) {
    const value = full.get(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  for (const cookie of full.getSetCookie()) {
    headers.append('set-cookie', cookie);
  }
  return new Response(null, { status: 304, headers });
}
