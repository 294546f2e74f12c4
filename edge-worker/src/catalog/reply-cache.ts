import CachePolicy from 'http-cache-semantics';
import { LRUCache } from 'lru-cache';

type Options = { maxBytes: number; maxEntries: number; now: () => number };

/** A public reply as plain values: nothing in it belongs to the request that brought it. */
export type StoredReply = { headers: Headers; body: Uint8Array<ArrayBuffer> };

type Entry = {
  policy: CachePolicy;
  etag: string | null;
  body: Uint8Array<ArrayBuffer>;
  /** While one request renews a reply, others may still be given the older one until then. */
  renewedBy: number;
};

export type Found =
  | { kind: 'fresh'; reply: StoredReply }
  /** Ask the origin whether this ETag still holds. */
  | { kind: 'stale'; etag: string | null };

export type ReplyCache = ReturnType<typeof createReplyCache>;

const OPTIONS = { shared: true, trustServerDate: false, cacheHeuristic: 0 };
const RENEWAL_LEASE_MS = 2000;

/** Public replies of the origin, for as long as their `Cache-Control` says, one a path and query. */
export function createReplyCache({ maxBytes, maxEntries, now }: Options) {
  const entries = new LRUCache<string, Entry>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: ({ body }) => body.byteLength + 1024,
  });

  function keep(key: string, entry: Omit<Entry, 'renewedBy'>): StoredReply {
    entries.set(key, { ...entry, renewedBy: 0 });
    return readReply(entry.policy.responseHeaders(), entry.body);
  }

  return {
    find(key: string, asked: Headers): Found | undefined {
      const entry = entries.get(key);
      if (entry === undefined) {
        return undefined;
      }
      const { response, revalidation } = entry.policy.evaluateRequest(requestOf(key, asked));
      if (response !== undefined && (revalidation === undefined || now() < entry.renewedBy)) {
        return { kind: 'fresh', reply: readReply(response.headers, entry.body) };
      }
      if (revalidation !== undefined && !revalidation.synchronous) {
        entry.renewedBy = now() + RENEWAL_LEASE_MS;
      }
      return { kind: 'stale', etag: entry.etag };
    },

    /** Keeps a reply that `isPublic` and returns it as it goes out. */
    store(key: string, asked: Headers, reply: StoredReply): StoredReply {
      const { headers, body } = reply;
      const response = { status: 200, headers: Object.fromEntries(headers) };
      const policy = new CachePolicy(requestOf(key, asked), response, OPTIONS);
      return policy.storable() ? keep(key, { policy, etag: headers.get('etag'), body }) : reply;
    },

    /** After a 304: the stored reply with its new lifetime, or undefined where it was evicted meanwhile. */
    renew(key: string, asked: Headers, notModified: Headers): StoredReply | undefined {
      const entry = entries.get(key);
      if (entry === undefined || notModified.get('etag') !== entry.etag) {
        return undefined;
      }
      const { policy } = entry.policy.revalidatedPolicy(requestOf(key, asked), {
        status: 304,
        headers: Object.fromEntries(notModified),
      });
      return keep(key, { policy, etag: entry.etag, body: entry.body });
    },
  };
}

/** Only what the origin itself calls public, gives a lifetime, and ties to no visitor. */
export function isPublic(reply: Response): boolean {
  const control = reply.headers.get('cache-control') ?? '';
  return (
    reply.status === 200 &&
    /(?:^|[\s,])public(?:$|[\s,])/i.test(control) &&
    /(?:^|[\s,])(?:s-maxage|max-age)=[1-9]/i.test(control) &&
    !reply.headers.has('set-cookie')
  );
}

function requestOf(key: string, asked: Headers) {
  const { 'if-none-match': _condition, ...headers } = Object.fromEntries(asked);
  return { method: 'GET', url: key, headers };
}

function readReply(kept: CachePolicy.Headers, body: Uint8Array<ArrayBuffer>): StoredReply {
  const headers = new Headers();
  for (const [name, value] of Object.entries(kept)) {
    if (value !== undefined) {
      headers.set(name, String(value));
    }
  }
  return { headers, body };
}
