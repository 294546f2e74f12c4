import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the parts of a running start are reached. */
type Addresses = { shop: string; origin: string };

const fileIn = (dataDir: string) => join(dataDir, 'addresses.json');

/** For other commands on this machine, until the start ends. */
export function tellAddresses(dataDir: string, addresses: Addresses): () => Promise<void> {
  writeFileSync(fileIn(dataDir), `${JSON.stringify(addresses, null, 2)}\n`);
  return async () => rmSync(fileIn(dataDir), { force: true });
}

/** The addresses of the start that runs in this directory; undefined when none does. */
export function readAddresses(dataDir: string): Addresses | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Addresses;
  } catch {
    // Nothing was started here, or it was killed while it wrote: the same as nothing.
    return undefined;
  }
}
