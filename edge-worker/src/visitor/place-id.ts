import { base64UrlEncode, type KeyRing } from '@frontrow/protocol';

/** 16 random bytes: what makes a place this visitor's and nobody else's. */
export function newPlaceId(): string {
  return base64UrlEncode(crypto.getRandomValues(new Uint8Array(16)));
}

const encoder = new TextEncoder();

/**
 * The id that a client's key stands for: the same whoever is asked and however often, so that nothing has to be
 * remembered to give a repeated join the same place. Nobody can make the id of another key.
 */
export async function keyedPlaceId(keys: KeyRing, room: string, key: string): Promise<string> {
  const mac = await crypto.subtle.sign(
    'HMAC',
    keys.signing.crypto,
    encoder.encode(`join\n${room}\n${key}`),
  );
  return base64UrlEncode(new Uint8Array(mac).subarray(0, 16));
}
