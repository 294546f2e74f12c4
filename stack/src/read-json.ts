import { readFileSync } from 'node:fs';

/** undefined where there is no such file; throws for one that is there and cannot be read: it is not to be overwritten. */
export function readJson(file: string): unknown {
  const text = readIfThere(file);
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(`${file} holds no JSON: ${(error as Error).message}`, { cause: error });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
