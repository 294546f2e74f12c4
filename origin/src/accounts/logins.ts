import { createHash, randomBytes } from 'node:crypto';
import { Login, selectRow } from '@frontrow/db';
import type { UserView } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { raw } from 'objection';

const LOGIN_DAYS = 7;
const TOKEN_BYTES = 32;
/** 32 bytes in base64url: anything else is not looked up. */
const TOKEN = /^[\w-]{43}$/;

export type OpenedLogin = { token: string; expiresAt: Date };
export type Logins = ReturnType<typeof createLogins>;

/**
 * Opaque tokens, of which the table keeps the SHA-256: a copy of it logs nobody in. The token is
 * random and long, so a fast hash is enough. The database's clock alone ends a login.
 */
export function createLogins({ knex }: { knex: Knex }) {
  return {
    /** A new login; the one that the client came with is ended, so that no token outlives a login. */
    async open(trx: Knex.Transaction, userId: number, former?: string): Promise<OpenedLogin> {
      if (former !== undefined) {
        await Login.query(trx).deleteById(hashToken(former));
      }
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const tokenHash = hashToken(token);
      await Login.query(trx).insert({
        tokenHash,
        userId,
        expiresAt: raw('NOW(3) + INTERVAL ? DAY', LOGIN_DAYS),
      });
      const { expiresAt } = await Login.query(trx).findById(tokenHash).throwIfNotFound();
      return { token, expiresAt };
    },

    async findUser(token: string): Promise<UserView | undefined> {
      if (!TOKEN.test(token)) {
        return undefined;
      }
      return selectRow<UserView>(
        knex,
        `SELECT user.id, user.email, user.name, user.role FROM login
           JOIN user ON user.id = login.user_id
          WHERE login.token_hash = ? AND login.expires_at > NOW(3)`,
        [hashToken(token)],
      );
    },

    /** Whose logins these are, by token; those that have ended are left out. One query for all. */
    async findUserIds(tokens: readonly string[]): Promise<Map<string, number>> {
      const hashes = new Map(
        tokens
          .filter((token) => TOKEN.test(token))
          .map((token) => [hashToken(token).toString('hex'), token]),
      );
      if (hashes.size === 0) {
        return new Map();
      }
      const rows = await knex(Login.tableName)
        .whereIn(
          'tokenHash',
          [...hashes.keys()].map((hash) => Buffer.from(hash, 'hex')),
        )
        .whereRaw('expires_at > NOW(3)')
        .select<{ tokenHash: Buffer; userId: number }[]>('tokenHash', 'userId');
      return new Map(
        rows.map(({ tokenHash, userId }) => [hashes.get(tokenHash.toString('hex')) ?? '', userId]),
      );
    },

    async close(token: string): Promise<void> {
      await Login.query(knex).deleteById(hashToken(token));
    },
  };
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
