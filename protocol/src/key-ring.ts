/** One HMAC-SHA256 key and its name. */
export type RingKey = { kid: string; secret: Uint8Array<ArrayBuffer>; crypto: CryptoKey };

/** The first key signs, every key verifies: rotation is "append new, promote new, drop old". */
export type KeyRing = { signing: RingKey; find(kid: string | undefined): RingKey | undefined };

const ENTRY = /^(?<kid>[A-Za-z0-9_-]{1,32}):(?<secret>[A-Za-z0-9_-]{43})$/;

/**
 * Reads `kid:base64url-of-32-bytes[,kid:…]`.
 * Throws an Error with a plain sentence on anything else; RFC 7518 §3.2 wants keys of the hash's length.
 */
export async function readKeyRing(text: string): Promise<KeyRing> {
  const keys = new Map<string, RingKey>();
  for (const entry of text.split(',')) {
    const { kid, secret } = ENTRY.exec(entry.trim())?.groups ?? {};
    if (kid === undefined || secret === undefined) {
      throw new Error('A key ring is "kid:base64url of 32 bytes", several separated by commas.');
    }
    if (keys.has(kid)) {
      throw new Error(`The key ring names the key "${kid}" twice.`);
    }
    const bytes = base64UrlDecode(secret);
    keys.set(kid, { kid, secret: bytes, crypto: await importHmacKey(bytes) });
  }
  const signing = keys.values().next().value;
  if (signing === undefined) {
    throw new Error('The key ring is empty.');
  }
  return { signing, find: (kid) => (kid === undefined ? undefined : keys.get(kid)) };
}

/** A fresh key ring of one key, in the form that `readKeyRing` reads. */
export function generateKeyRing(kid: string): string {
  return `${kid}:${base64UrlEncode(crypto.getRandomValues(new Uint8Array(32)))}`;
}

export function base64UrlEncode(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws on characters outside the base64url alphabet. */
export function base64UrlDecode(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  // A loop: this runs several times in each request, and a callback for each character costs ten times as much.
  for (let at = 0; at < binary.length; at += 1) {
    bytes[at] = binary.charCodeAt(at);
  }
  return bytes;
}

function importHmacKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
}
