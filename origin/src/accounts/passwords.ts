import { hashPassword, PASSWORD_HASHING } from '@frontrow/db';
import { AppError } from '@frontrow/protocol';
import { verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** Of libuv's four threads, so that a rush of logins leaves some to everybody else; 19 MiB each. */
const HASHES_AT_ONCE = 2;
/** At some 30 ms a hash, whoever is admitted waits about a second. */
const HASHES_WAITING = 64;

export type Passwords = ReturnType<typeof createPasswords>;

/** Hashes and checks passwords, a few at a time; when too many wait, refuses at once. */
export function createPasswords({ waiting = HASHES_WAITING }: { waiting?: number } = {}) {
  const limit = pLimit(HASHES_AT_ONCE);
  let nobodysHash: Promise<string> | undefined;

  return {
    hash: (password: string) => bounded(() => hashPassword(password)),

    /** Takes as long for an unknown account (no hash) as for a known one, and is then false. */
    matches: (password: string, hash: string | undefined) =>
      bounded(async () => {
        nobodysHash ??= hashPassword('nobody has this password');
        const matches = await verify(hash ?? (await nobodysHash), password, PASSWORD_HASHING);
        return matches && hash !== undefined;
      }),
  };

  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (limit.pendingCount >= waiting) {
      throw new AppError('too_many_requests', 'Many people are logging in just now; try again.', {
        retryAfterSeconds: 2,
      });
    }
    return limit(work);
  }
}
