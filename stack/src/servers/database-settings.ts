import { totalmem } from 'node:os';

/** Whose data it is: a shop's, which is kept; a test's, which nobody waits for a disk for; or 150 million seats. */
export type Purpose = 'shop' | 'tests' | 'scale';

const ALWAYS = [
  '--skip-name-resolve',
  '--loose-mysqlx=0',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_unicode_ci',
  '--default-time-zone=+00:00',
  '--transaction-isolation=READ-COMMITTED',
  '--sql-mode=STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  // A blocked buyer learns it in seconds; the default is 50.
  '--innodb-lock-wait-timeout=5',
  // A cut-off origin's locks do not outlive it by hours. What is loose is MariaDB's, and unknown to MySQL.
  '--wait-timeout=300',
  '--loose-idle-transaction-timeout=10',
  '--max-connections=300',
  // For `npm run db:load`; MySQL's default is off.
  '--local-infile=1',
];

/** What is answered is on disk: no acknowledged row is lost with the power. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1', '--sync-binlog=1'];

/** Tests throw their data away, so nothing waits for a disk. */
const HASTY = [
  '--innodb-flush-log-at-trx-commit=0',
  '--sync-binlog=0',
  '--skip-log-bin',
  '--innodb-doublewrite=0',
];

const MIB = 2 ** 20;
/** A quarter of the machine holds what is asked often, as on a server of its own; the log takes a load without pauses. */
const AMPLE = [
  `--innodb-buffer-pool-size=${Math.floor(totalmem() / 4 / MIB)}M`,
  '--loose-innodb-log-file-size=2G',
];
const MODEST = ['--innodb-buffer-pool-size=256M'];

/** What reads 150 million rows without a key is measured, too; no shop needs so long. */
const STATEMENT_SECONDS: Record<Purpose, number> = { shop: 60, tests: 60, scale: 900 };

export function databaseSettings(purpose: Purpose): string[] {
  return [
    ...ALWAYS,
    ...(purpose === 'shop' ? DURABLE : HASTY),
    ...(purpose === 'scale' ? AMPLE : MODEST),
    `--loose-max-statement-time=${STATEMENT_SECONDS[purpose]}`,
  ];
}
