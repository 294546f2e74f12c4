import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Log } from '../log.ts';
import { findFreePort, LOOPBACK } from '../processes/free-port.ts';
import { startProcess } from '../processes/managed-process.ts';
import { runCommand } from '../processes/run-command.ts';
import { superviseProcess } from '../processes/supervised-process.ts';
import { StartFailure } from '../start-failure.ts';
import { databaseSettings, type Purpose } from './database-settings.ts';
import { findProgram } from './find-program.ts';
import type { PrivateServer } from './private-server.ts';

type Options = { program: string; dataDir: string; purpose: Purpose; log: Log };
type Flavour = 'mariadb' | 'mysql';

const SOCKET_NAME = 'db.sock';

/** A MariaDB or MySQL of our own, with one database and one user, whose password is new at every start. */
export async function startDatabase(options: Options): Promise<PrivateServer> {
  const { program, dataDir, log } = options;
  const flavour = await readFlavour(program);
  const filesDir = join(dataDir, flavour);
  await initialise(flavour, options);

  const port = await findFreePort();
  const password = randomBytes(18).toString('base64url');
  const initFile = join(dataDir, 'run', 'database.sql');
  writeFileSync(initFile, initSql(flavour, options, password), { mode: 0o600 });
  removeStaleSocket(filesDir);
  // Of its own: a server that starts clears what looks like leftovers in a shared one, also those of
  // a server that runs.
  const tmpDir = join(dataDir, 'run', 'database-tmp');
  mkdirSync(tmpDir, { recursive: true });
  const url = `mysql://frontrow:${password}@${LOOPBACK}:${port}/frontrow`;
  const args = [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${filesDir}`,
    `--tmpdir=${tmpDir}`,
    `--init-file=${initFile}`,
    `--bind-address=${LOOPBACK}`,
    `--port=${port}`,
    // Relative to the data directory: a socket's whole path may hold only about 100 characters.
    `--socket=${SOCKET_NAME}`,
    '--pid-file=db.pid',
    // Nothing is read from the server's own files. MySQL's default is a directory that only a whole package makes.
    ...(flavour === 'mysql' ? ['--secure-file-priv=NULL'] : []),
    ...databaseSettings(options.purpose),
  ];
  // Gigabytes of changed pages are written at the stop, or read again after a kill.
  const [stopWithinMs, readyWithinMs] =
    options.purpose === 'scale' ? [300_000, 600_000] : [20_000, 60_000];
  const server = await superviseProcess({
    spec: { name: 'database', command: program, args, dataDir, stopWithinMs },
    isReady: () => answersQuery(url),
    readyWithinMs,
    log,
  });
  return {
    url,
    what: `${flavour === 'mariadb' ? 'MariaDB' : 'MySQL'} on ${LOOPBACK}:${port}`,
    stop: server.stop,
  };
}

/** MySQL takes a lock of a killed server for a living one when its pid was given to another program. */
function removeStaleSocket(filesDir: string): void {
  for (const name of [SOCKET_NAME, `${SOCKET_NAME}.lock`]) {
    rmSync(join(filesDir, name), { force: true });
  }
}

async function readFlavour(program: string): Promise<Flavour> {
  const { output } = await runCommand(program, ['--no-defaults', '--version'], {
    timeoutMs: 10_000,
  });
  return /mariadb/i.test(output) ? 'mariadb' : 'mysql';
}

/** Makes the files aside and renames them, so that a start killed half-way leaves nothing half made. */
async function initialise(flavour: Flavour, { program, dataDir }: Options): Promise<void> {
  const filesDir = join(dataDir, flavour);
  if (existsSync(filesDir)) {
    return;
  }
  const aside = `${filesDir}.new`;
  rmSync(aside, { recursive: true, force: true });
  const isMariadb = flavour === 'mariadb';
  const installer = startProcess({
    name: 'database-install',
    command: isMariadb ? findInstaller(program) : program,
    args: isMariadb ? mariadbInstall(aside) : mysqlInitialise(aside),
    dataDir,
  });
  const outcome = await installer.exited;
  if (outcome !== 'code 0') {
    throw new StartFailure(
      `${program} could not make its data directory (${outcome}):\n${installer.lastLines()}`,
    );
  }
  renameSync(aside, filesDir);
}

function mysqlInitialise(filesDir: string): string[] {
  return ['--no-defaults', ...asRoot(), '--initialize-insecure', `--datadir=${filesDir}`];
}

function mariadbInstall(filesDir: string): string[] {
  return [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${filesDir}`,
    '--skip-test-db',
    '--auth-root-authentication-method=socket',
    `--auth-root-socket-user=${userInfo().username}`,
  ];
}

function findInstaller(program: string): string {
  const names = ['mariadb-install-db', 'mysql_install_db'];
  const beside = names.map((name) => join(dirname(program), name)).find(existsSync);
  const found = beside ?? findProgram(...names);
  if (found === undefined) {
    throw new StartFailure(
      `mariadb-install-db is missing; it belongs to the package of ${program}.`,
    );
  }
  return found;
}

/** Both servers refuse to run as root unless told so by name. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** One statement a line, run at every start. The shop's user has one database and no right over the server. */
function initSql(flavour: Flavour, { purpose }: Options, password: string): string {
  const user = `'frontrow'@'${LOOPBACK}'`;
  const rights = purpose === 'shop' ? 'frontrow.*' : '*.*';
  const statements = [
    'CREATE DATABASE IF NOT EXISTS frontrow CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
    `CREATE USER IF NOT EXISTS ${user}`,
    `ALTER USER ${user} IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON ${rights} TO ${user}`,
  ];
  if (flavour === 'mysql') {
    // --initialize-insecure leaves root without a password; nobody needs that account.
    const rootPassword = randomBytes(24).toString('base64url');
    statements.push(`ALTER USER 'root'@'localhost' IDENTIFIED BY '${rootPassword}'`);
  }
  return `${statements.join(';\n')};\n`;
}

async function answersQuery(url: string): Promise<boolean> {
  const connection = await createConnection({ uri: url, connectTimeout: 2000 });
  try {
    await connection.query('SELECT 1');
    return true;
  } finally {
    await connection.end();
  }
}
