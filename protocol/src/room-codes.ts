import { z } from 'zod';
import { id, timestamp } from './values.ts';

/** Crockford's base32: no letter that is read as a digit, and none that spells words with others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** 60 random bits as `7QJ4-M2XK-9RTB`: to be read out, typed and printed. */
export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_LENGTH));
  // 256 is a multiple of 32: every letter is as likely as the others.
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** One spelling for everything that people make of a code: small letters, no hyphens, O for 0. */
export function normaliseCode(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[\s\-_‐–]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

const MOST_CODES = 1000;

/** What visitors type. */
export const typedCode = z.string().trim().min(1).max(64);

/** `POST /api/admin/rooms/:room/codes` */
export const createCodesBody = z
  .strictObject({
    count: z.number().int().min(1).max(MOST_CODES).default(1),
    /** How many places each of them takes into the priority lane. */
    uses: z.number().int().min(1).max(1_000_000).default(1),
    expiresAt: timestamp.optional(),
    /** For operators: whom the codes are for. */
    label: z.string().trim().min(1).max(100).optional(),
    /** A word instead of a random code, such as FANCLUB2026: for many, and no secret for long. */
    code: z
      .string()
      .trim()
      .regex(/^[\dA-Za-z][\dA-Za-z -]{4,38}[\dA-Za-z]$/, '6 to 40 of A-Z, 0-9, space and hyphen.')
      .optional(),
  })
  .refine(({ code, count }) => code === undefined || count === 1, {
    path: ['count'],
    message: 'A chosen code is one code.',
  });
export type CreateCodesBody = z.infer<typeof createCodesBody>;

export const codeBatchView = z.object({
  batch: id,
  label: z.string().nullable(),
  codes: z.number().int().positive(),
  usesEach: z.number().int().positive(),
  used: z.number().int().nonnegative(),
  left: z.number().int().nonnegative(),
  expiresAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
  createdAt: timestamp,
});
export type CodeBatchView = z.infer<typeof codeBatchView>;

/** The only time that the codes can be read. */
export const createdCodes = z.object({ batch: codeBatchView, codes: z.array(z.string()) });
export type CreatedCodes = z.infer<typeof createdCodes>;

/** `GET /api/admin/rooms/:room/codes`, newest first. */
export const codeBatchList = z.object({ items: z.array(codeBatchView) });

/** `POST /rooms/:room/code` at the edge. */
export const redeemBody = z.strictObject({ code: typedCode });

/** `POST /internal/rooms/:room/codes`, with the place that the edge vouches for. */
export const redeemCall = redeemBody.extend({
  /** Whose network it is, for the limit of attempts. */
  network: z.string().max(64).optional(),
});
export const redeemReply = z.object({
  /** In the priority lane. */
  number: z.number().int().positive(),
});
