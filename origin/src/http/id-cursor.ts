import { AppError, type Page } from '@frontrow/protocol';

const IDS = /^[1-9]\d{0,15}$/;

/** The id after which a newest-first list goes on, or undefined at its start. */
export function readIdCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const id = Number(text);
  if (!IDS.test(text) || !Number.isSafeInteger(id)) {
    throw new AppError('invalid_input', 'cursor: not one that this list gave.');
  }
  return id;
}

/** Makes a page of `limit` items out of `limit + 1` rows; the row too many says that there is a next page. */
export function pageById<Row extends { id: number }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(view),
    nextCursor: hasMore ? Buffer.from(String(last.id), 'latin1').toString('base64url') : null,
  };
}
