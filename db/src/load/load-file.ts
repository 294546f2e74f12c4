import { Readable } from 'node:stream';
import type { Knex } from 'knex';

const PIECE_BYTES = 256 * 1024;

type Header = { affectedRows: number; info?: string };
type Target = { table: string; columns: string[]; rows: number };

/**
 * Streams lines into a table by LOAD DATA LOCAL. With LOCAL the server passes over rows that do not fit and
 * only counts them, so anything but the whole number of rows without a warning is thrown.
 */
export async function loadLines(
  trx: Knex.Transaction,
  { table, columns, rows }: Target,
  lines: Iterable<string>,
): Promise<void> {
  const [header] = (await trx
    .raw(
      String.raw`LOAD DATA LOCAL INFILE 'generated' INTO TABLE ${table} CHARACTER SET utf8mb4
        FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n' (${columns.join(', ')})`,
    )
    .options({
      infileStreamFactory: () => Readable.from(inPieces(lines), { objectMode: false }),
    })) as [Header];
  const warnings = /Warnings: (\d+)/.exec(header.info ?? '')?.[1] ?? '0';
  if (header.affectedRows !== rows || warnings !== '0') {
    throw new Error(
      `${table}: ${header.affectedRows} rows of ${rows} were taken (${header.info ?? 'no details'}).`,
    );
  }
}

/** Each piece becomes a packet: not too many of them, and none too large. */
function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length >= PIECE_BYTES) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece !== '') {
    yield Buffer.from(piece);
  }
}

/** Throws a sentence that says what to do when the server takes no LOAD DATA LOCAL. */
export async function requireLocalInfile(knex: Knex): Promise<void> {
  const [rows] = (await knex.raw('SELECT @@global.local_infile AS allowed')) as [
    { allowed: number }[],
  ];
  if (rows[0]?.allowed !== 1) {
    throw new Error(
      [
        'The server takes no LOAD DATA LOCAL (local_infile is off). Switch it on for the time of loading:',
        '  SET GLOBAL local_infile = 1;                  as an administrator of the server',
        '  local_infile = 1 in its parameter group       on RDS',
        '  --local-infile=1                              when starting it',
      ].join('\n'),
    );
  }
}
