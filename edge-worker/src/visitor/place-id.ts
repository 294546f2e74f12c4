import { base64UrlEncode } from '@frontrow/protocol';

/** 16 random bytes: what makes a place this visitor's and nobody else's. */
export function newPlaceId(): string {
  return base64UrlEncode(crypto.getRandomValues(new Uint8Array(16)));
}
