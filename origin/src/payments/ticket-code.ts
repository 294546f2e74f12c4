import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a code can be read aloud at the door. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

export const TICKET_CODE = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/** 80 random bits: not to be guessed, and unique without looking. */
export function createTicketCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join(
    '',
  );
}
