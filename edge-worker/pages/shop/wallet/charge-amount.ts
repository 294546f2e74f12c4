import { MAX_CHARGE } from '@frontrow/protocol';

export const QUICK_AMOUNTS = [10_000, 50_000, 100_000, 500_000] as const;

/** What was typed, as whole points within the limit of one charge; undefined when it is neither. */
export function readAmount(text: string): number | undefined {
  const plain = text.replaceAll(/[\s,.']/g, '');
  if (!/^\d{1,9}$/.test(plain)) {
    return undefined;
  }
  const amount = Number(plain);
  return amount >= 1 && amount <= MAX_CHARGE ? amount : undefined;
}

/** The amount that an order still needs, rounded up to a handsome one. */
export function suggestAmount(needed: number | undefined): number | undefined {
  if (needed === undefined || !Number.isInteger(needed) || needed < 1) {
    return undefined;
  }
  return Math.min(Math.ceil(needed / 10_000) * 10_000, MAX_CHARGE);
}
