import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { ClosedDraw } from './room-events.ts';

/**
 * The order of a draw: a keyed permutation of 0 … n−1, so that nobody has to store or send it.
 *
 * The generalised Feistel cipher of J. Black and P. Rogaway, "Ciphers with Arbitrary Finite Domains"
 * (CT-RSA 2002, section 5): a number is taken as u + a·v with a = ⌈√n⌉ and b = ⌈n / a⌉; ten rounds add
 * to u and v in turn a hash of the other, modulo a and b. Results of n and above are enciphered again
 * (cycle walking). The hash of round j is the first 48 bits of SHA-256(key ‖ j ‖ x), with j as one byte
 * and x as six, big-endian.
 */
const ROUNDS = 10;
const KEY_BYTES = 32;

/** `feistel-sha256-1`; other versions would stand beside it, since old draws must stay checkable. */
export type DrawOrder = {
  /** Where ticket `index` comes, 0 for the first to enter. */
  rankOf: (index: number) => number;
  /** Which ticket comes at `rank`. */
  indexAt: (rank: number) => number;
};

/** `keyHex`: 64 hex digits; null leaves the order of arrival. Throws a RangeError on anything outside 0 … n−1. */
export function createDrawOrder(keyHex: string | null, n: number): DrawOrder {
  if (keyHex === null) {
    return { rankOf: (index) => checked(index, n), indexAt: (rank) => checked(rank, n) };
  }
  const a = Math.ceil(Math.sqrt(n));
  const b = Math.ceil(n / a);
  const hash = createRoundHash(keyHex);

  function encipher(x: number): number {
    let u = x % a;
    let v = Math.floor(x / a);
    for (let round = 1; round <= ROUNDS; round += 1) {
      if (round % 2 === 1) {
        u = (u + hash(round, v)) % a;
      } else {
        v = (v + hash(round, u)) % b;
      }
    }
    return u + a * v;
  }

  function decipher(y: number): number {
    let u = y % a;
    let v = Math.floor(y / a);
    for (let round = ROUNDS; round >= 1; round -= 1) {
      if (round % 2 === 1) {
        u = (u + a - (hash(round, v) % a)) % a;
      } else {
        v = (v + b - (hash(round, u) % b)) % b;
      }
    }
    return u + a * v;
  }

  return {
    rankOf: (index) => walk(encipher, checked(index, n), n),
    indexAt: (rank) => walk(decipher, checked(rank, n), n),
  };
}

/** The number of a ticket in a draw that has been made. */
export function drawnNumber({ key, n, base }: ClosedDraw, index: number): number {
  return base + 1 + createDrawOrder(key, n).rankOf(index);
}

/** What is published before the first ticket is given: SHA-256 of the key's bytes, in hex. */
export function drawCommitment(keyHex: string): string {
  return bytesToHex(sha256(readKey(keyHex)));
}

/** 48 bits: far more than either modulus, so that the remainder is as good as even. */
function createRoundHash(keyHex: string) {
  const message = new Uint8Array(KEY_BYTES + 7);
  message.set(readKey(keyHex));
  const view = new DataView(message.buffer);

  return (round: number, x: number): number => {
    view.setUint8(KEY_BYTES, round);
    view.setUint16(KEY_BYTES + 1, Math.floor(x / 2 ** 32));
    view.setUint32(KEY_BYTES + 3, x % 2 ** 32);
    const digest = sha256(message);
    const out = new DataView(digest.buffer, digest.byteOffset);
    return out.getUint16(0) * 2 ** 32 + out.getUint32(2);
  };
}

function walk(step: (x: number) => number, start: number, n: number): number {
  let x = step(start);
  while (x >= n) {
    x = step(x);
  }
  return x;
}

function readKey(keyHex: string): Uint8Array {
  const key = hexToBytes(keyHex);
  if (key.length !== KEY_BYTES) {
    throw new RangeError('The key of a draw has 32 bytes.');
  }
  return key;
}

function checked(x: number, n: number): number {
  if (!Number.isSafeInteger(x) || x < 0 || x >= n) {
    throw new RangeError(`${x} is not one of ${n} tickets.`);
  }
  return x;
}
