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
  // A cut-off origin's locks do not outlive it by hours. The two of MariaDB are unknown to MySQL.
  '--wait-timeout=300',
  '--loose-idle-transaction-timeout=10',
  '--loose-max-statement-time=60',
  '--max-connections=300',
  '--innodb-buffer-pool-size=256M',
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

export function databaseSettings(purpose: 'shop' | 'tests'): string[] {
  return [...ALWAYS, ...(purpose === 'shop' ? DURABLE : HASTY)];
}
