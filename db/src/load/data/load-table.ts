/** A table's rows as text for LOAD DATA, in the order of its primary key. */
export type LoadTable = {
  name: string;
  columns: string[];
  /** What `lines` counts in: rows, or the schedules whose rows come together. */
  units: number;
  /** How many rows the units up to and including this one have. */
  rowsUpTo: (unit: number) => number;
  /** Rows of the units above `after`, up to `last`; each piece ends with a line end. */
  lines: (after: number, last: number) => Iterable<string>;
};

/** A table with one row for each unit. */
export function tableOfUnits(
  name: string,
  units: number,
  columns: string[],
  row: (unit: number) => (string | number | null)[],
): LoadTable {
  return {
    name,
    columns,
    units,
    rowsUpTo: (unit) => unit,
    *lines(after, last) {
      for (let unit = after + 1; unit <= last; unit += 1) {
        yield line(row(unit));
      }
    },
  };
}

/** Values must hold no tab, line end or backslash; what is loaded is made here, so none does. */
export function line(values: (string | number | null)[]): string {
  let text = '';
  for (const value of values) {
    text += text === '' ? '' : '\t';
    text += value ?? String.raw`\N`;
  }
  return `${text}\n`;
}

export function dateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
}
