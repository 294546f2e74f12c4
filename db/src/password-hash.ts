import { hash } from '@node-rs/argon2';

/** argon2id (the library's default) with the parameters that OWASP names first: 19 MiB, 2 passes, 1 lane. */
export const PASSWORD_HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Takes some 20–50 ms and 19 MiB on a thread of libuv's pool; a caller with a crowd limits itself. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PASSWORD_HASHING);
}
