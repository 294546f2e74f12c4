import { z } from 'zod';

/** Text, then the name of what stands there in each purchase, then text again, and so on. */
const template = z.array(z.string());

/** The statements of a hold and of a payment, as the origin sent them. */
export const purchaseTemplates = z.object({ hold: z.array(template), pay: z.array(template) });
export type PurchaseTemplates = z.infer<typeof purchaseTemplates>;

/** From here on count the ids of these tables, so that a number in a statement tells whose it is. */
export const ID_BASES = {
  reservation: 810_000_000,
  ledger: 820_000_000,
  outbox: 830_000_000,
  user: 840_000_000,
} as const;
const RANGE = 10_000_000;

export type Sample = {
  userId: number;
  scheduleId: number;
  seatNo: number;
  tokenHash: string;
};

const STRING = /X?'(?:[^'\\]|\\.)*'/g;

/** Makes a template of a statement that was logged for the sample. */
export function templateOf(sql: string, sample: Sample): string[] {
  const parts: string[] = [''];
  let at = 0;
  for (const string of sql.matchAll(STRING)) {
    addNumbers(parts, sql.slice(at, string.index), sample);
    addString(parts, string[0], sample);
    at = string.index + string[0].length;
  }
  addNumbers(parts, sql.slice(at), sample);
  return parts;
}

function addNumbers(parts: string[], text: string, sample: Sample): void {
  let at = 0;
  for (const number of text.matchAll(/(?<![\w.`])\d+\b/g)) {
    const slot = slotOf(Number(number[0]), sample);
    if (slot !== undefined) {
      addText(parts, text.slice(at, number.index));
      parts.push(slot, '');
      at = number.index + number[0].length;
    }
  }
  addText(parts, text.slice(at));
}

function slotOf(number: number, { userId, scheduleId, seatNo }: Sample): string | undefined {
  const named: [number, string][] = [
    [userId, 'userId'],
    [scheduleId, 'scheduleId'],
    [seatNo, 'seatNo'],
  ];
  const base = Object.entries(ID_BASES).find(([, from]) => number > from && number < from + RANGE);
  return named.find(([value]) => value === number)?.[1] ?? base?.[0];
}

function addString(parts: string[], quoted: string, { tokenHash }: Sample): void {
  if (quoted.toLowerCase() === `x'${tokenHash}'`) {
    addText(parts, "X'");
    parts.push('tokenHash', "'");
  } else if (/^'[\da-f-]{36}'$/.test(quoted)) {
    addText(parts, "'");
    parts.push('key', "'");
  } else if (/^'[\dA-Z]{16}'$/.test(quoted)) {
    addText(parts, "'");
    parts.push('code', "'");
  } else {
    addText(parts, quoted);
  }
}

function addText(parts: string[], text: string): void {
  parts[parts.length - 1] += text;
}
