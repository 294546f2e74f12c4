import { z } from 'zod';
import { base64UrlDecode, base64UrlEncode, type KeyRing, type RingKey } from './key-ring.ts';
import { place } from './place.ts';

/** Stands for the address of a client that the edge was not told: it must not count as one that all share. */
export const UNKNOWN_CLIENT_IP = 'unknown';

/** What the edge vouches for when it forwards a request. */
export const edgeContext = z.object({
  requestId: z.string().max(64),
  clientIp: z.string().max(64),
  /** The host that the visitor asked, lower case and without a port; null where the edge asks for itself. */
  host: z.string().max(253).nullable().default(null),
  /** The verified place, or null where the edge found none (the origin then decides). */
  place: place.nullable(),
  /** base64url SHA-256 of the body; null when there is none. */
  bodyDigest: z.string().length(43).nullable(),
});
export type EdgeContext = z.infer<typeof edgeContext>;

type SignedRequest = { method: string; target: string; context: string };
type Signature = { context: string; signature: string };

/** A forwarded request is refused when its signature is older, or newer, than this. */
export const EDGE_SIGNATURE_MAX_AGE_SECONDS = 30;

const SIGNATURE = /^(?<kid>[\w-]{1,32})\.(?<seconds>\d{10})\.(?<mac>[\w-]{43})$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Signs one forwarded request: time, method, path with query, and the context.
 * `target` is the path and query exactly as the origin receives them.
 */
export async function signEdgeRequest(
  ring: KeyRing,
  request: { method: string; target: string; context: z.input<typeof edgeContext> },
): Promise<Signature> {
  const context = base64UrlEncode(encoder.encode(JSON.stringify(request.context)));
  const seconds = Math.floor(Date.now() / 1000);
  const mac = await crypto.subtle.sign(
    'HMAC',
    ring.signing.crypto,
    encoder.encode(
      signedText({ method: request.method, target: request.target, context }, seconds),
    ),
  );
  return {
    context,
    signature: `${ring.signing.kid}.${seconds}.${base64UrlEncode(new Uint8Array(mac))}`,
  };
}

/** What reading a signature takes of a platform. */
export type EdgeVerifier = {
  /** Whether `mac`, 43 characters of base64url, is the HMAC-SHA256 of `text` in UTF-8; compares in constant time. */
  isGenuine(key: RingKey, mac: string, text: string): boolean | Promise<boolean>;
  /** The UTF-8 text behind base64url. */
  decode(base64url: string): string;
};

/** What every platform has. */
const WEB: EdgeVerifier = {
  isGenuine: ({ crypto: key }, mac, text) =>
    crypto.subtle.verify('HMAC', key, base64UrlDecode(mac), encoder.encode(text)),
  decode: (base64url) => decoder.decode(base64UrlDecode(base64url)),
};

/**
 * The context that the edge signed, or undefined when the signature is missing, old or wrong. A platform that does it
 * faster than the Web's own means may bring its verifier.
 */
export async function verifyEdgeRequest(
  ring: KeyRing,
  request: { method: string; target: string } & Partial<Signature>,
  nowSeconds = Date.now() / 1000,
  verifier = WEB,
): Promise<EdgeContext | undefined> {
  const { context, signature = '' } = request;
  const { kid, seconds, mac } = SIGNATURE.exec(signature)?.groups ?? {};
  const key = ring.find(kid);
  if (context === undefined || mac === undefined || key === undefined) {
    return undefined;
  }
  if (Math.abs(nowSeconds - Number(seconds)) > EDGE_SIGNATURE_MAX_AGE_SECONDS) {
    return undefined;
  }
  const { method, target } = request;
  const text = signedText({ method, target, context }, Number(seconds));
  const genuine = await verifier.isGenuine(key, mac, text);
  return genuine ? readContext(verifier.decode(context)) : undefined;
}

/** base64url SHA-256 of a body, as the context carries it. */
export async function bodyDigest(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64UrlEncode(new Uint8Array(await crypto.subtle.digest('SHA-256', body)));
}

function signedText({ method, target, context }: SignedRequest, seconds: number): string {
  return `${seconds}\n${method}\n${target}\n${context}`;
}

function readContext(json: string): EdgeContext | undefined {
  return edgeContext.safeParse(JSON.parse(json)).data;
}
