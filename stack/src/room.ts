import { join } from 'node:path';
import { readAddresses } from './addresses.ts';
import { repositoryDir } from './repository.ts';
import { CommandFailure } from './room/command-failure.ts';
import { logIn } from './room/log-in.ts';
import { OFFLINE_COMMANDS } from './room/offline-commands.ts';
import { createOperatorClient } from './room/operator-client.ts';
import { findCommand } from './room/room-commands.ts';
import { HELP, readRoomOptions } from './room/room-options.ts';

const DEFAULT_URL = 'http://localhost:8787';

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const offline = OFFLINE_COMMANDS[name];
  if (offline !== undefined) {
    await offline(args, { print, note: printAside });
    return;
  }
  const options = readRoomOptions(process.argv.slice(2));
  if (options.help) {
    print(HELP);
    return;
  }
  const command = findCommand(options.command);
  const url = readUrl(options.url);
  const client = createOperatorClient(url);
  // A record in a file is checked by anybody.
  if (options.record === undefined) {
    await logIn(client, { url, email: options.email, note: printAside });
  }
  await command(client, options, print);
}

function readUrl(given: string | undefined): string {
  const url = given ?? readAddresses(join(repositoryDir, '.data'))?.shop ?? DEFAULT_URL;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new CommandFailure(`--url takes an address such as ${DEFAULT_URL}, not "${url}".`);
  }
  return url;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Not in the way of a program that reads the answer. */
function printAside(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  printAside(error instanceof CommandFailure ? error.message : String((error as Error).stack));
  process.exit(1);
}
