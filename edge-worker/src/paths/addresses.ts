import { LRUCache } from 'lru-cache';
import { allowedMethods, classify, type Route } from './classify.ts';
import { normaliseTarget, type Target } from './normalise-path.ts';

/** Where a request goes, by its method and URL alone. */
export type Address = Readonly<{ target: Target; route: Route; methods: readonly string[] }>;

const MOST_KEPT = 500;
/** Longer ones are kept by nobody: 500 of these are less than half a megabyte. */
const LONGEST_KEPT = 256;

/** Reads addresses, and keeps those that were read last: whoever waits asks the same one every few seconds. */
export function createAddresses() {
  const known = new LRUCache<string, Address>({ max: MOST_KEPT });

  /** Undefined where the path has a second meaning; see `normaliseTarget`. */
  return function addressOf({ method, url }: Pick<Request, 'method' | 'url'>): Address | undefined {
    const asked = `${method} ${url}`;
    const kept = known.get(asked);
    if (kept !== undefined) {
      return kept;
    }
    const address = readAddress(method, url);
    if (address !== undefined && asked.length <= LONGEST_KEPT) {
      known.set(asked, address);
    }
    return address;
  };
}

function readAddress(method: string, url: string): Address | undefined {
  const target = normaliseTarget(url);
  if (target === undefined) {
    return undefined;
  }
  const route = classify(method, target.path);
  return { target, route, methods: allowedMethods(route) };
}
