import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyRing } from '@frontrow/protocol';
import { StartFailure } from './start-failure.ts';

/** Key rings as the origin and the Worker read them: `kid:base64url-of-32-bytes`, the first of a list signs. */
export type Keys = {
  /** Signs what the edge forwards to the origin. */
  edge: string;
  /** Signs room sessions. */
  session: string;
  /** Signs places in line, at the edge alone. */
  place: string;
};

export function createKeys(): Keys {
  return {
    edge: generateKeyRing('edge-1'),
    session: generateKeyRing('session-1'),
    place: generateKeyRing('place-1'),
  };
}

/** The keys of this data directory: a place or a login survives a restart of everything. */
export function keepKeys(dataDir: string): Keys {
  const file = join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(createKeys(), null, 2)}\n`, { mode: 0o600 });
  }
  return readKeys(file);
}

function readKeys(file: string): Keys {
  try {
    const { edge, session, place } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>;
    if (edge !== undefined && session !== undefined && place !== undefined) {
      return { edge, session, place };
    }
  } catch {
    // Cut short or edited: the message below says what to do.
  }
  throw new StartFailure(`${file} is not readable. Remove it, or start anew: npm start -- --fresh`);
}
