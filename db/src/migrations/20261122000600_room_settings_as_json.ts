import type { Knex } from 'knex';

const NUMBERS = [
  'total_active_users',
  'new_users_per_minute',
  'session_duration',
  'claim_seconds',
  'return_seconds',
];
const FLAGS = ['disable_session_renewal', 'queue_all', 'suspended'];
const COLUMNS = [...NUMBERS, ...FLAGS, 'queueing_method', 'message'];

type Row = Record<string, unknown> & { room: string };

/**
 * The settings of a room become one JSON document: nothing queries a single one of them, all are read and checked
 * together by the schema that names their defaults, and a new one needs no migration.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE room_settings ADD COLUMN settings JSON NULL AFTER version');
  for (const row of await plainRows(knex)) {
    await knex('room_settings')
      .where({ room: row.room })
      .update({ settings: toDocument(row) });
  }
  const dropped = COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ');
  await knex.raw(`ALTER TABLE room_settings MODIFY settings JSON NOT NULL, ${dropped}`);
}

export async function down(knex: Knex): Promise<void> {
  const added = [
    ...NUMBERS.map((column) => `${column} DOUBLE NOT NULL DEFAULT 0`),
    ...FLAGS.map((column) => `${column} BOOLEAN NOT NULL DEFAULT FALSE`),
    "queueing_method VARCHAR(20) NOT NULL DEFAULT 'fifo'",
    'message JSON NULL',
  ].map((column) => `ADD COLUMN ${column}`);
  await knex.raw(`ALTER TABLE room_settings ${added.join(', ')}`);
  for (const { room, settings } of await plainRows(knex)) {
    const document = parse(settings);
    const columns = Object.fromEntries(COLUMNS.map((column) => [column, document[column] ?? null]));
    const message = document['message'] ? JSON.stringify(document['message']) : null;
    await knex('room_settings')
      .where({ room })
      .update({ ...columns, message });
  }
  await knex.raw('ALTER TABLE room_settings DROP COLUMN settings');
}

/** Under the columns' own names, whatever the connection maps them to. */
async function plainRows(knex: Knex): Promise<Row[]> {
  const [rows] = (await knex.raw('SELECT * FROM room_settings')) as [Row[]];
  return rows;
}

function toDocument(row: Row): string {
  const numbers = NUMBERS.map((column) => [column, Number(row[column])]);
  const flags = FLAGS.map((column) => [column, Boolean(row[column])]);
  return JSON.stringify({
    ...Object.fromEntries([...numbers, ...flags]),
    queueing_method: row['queueing_method'],
    message: row['message'] ? parse(row['message']) : null,
  });
}

/** MariaDB gives JSON as text, MySQL as a value. */
function parse(json: unknown): Record<string, unknown> {
  return (typeof json === 'string' ? JSON.parse(json) : json) as Record<string, unknown>;
}
