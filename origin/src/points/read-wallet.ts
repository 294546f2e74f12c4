import { LedgerEntry, Wallet } from '@frontrow/db';
import { AppError, type LedgerEntry as LedgerEntryView, type Page } from '@frontrow/protocol';
import type { Knex } from 'knex';
import { pageById, readIdCursor } from '../http/id-cursor.ts';
import { ledgerView } from './ledger-view.ts';

type Deps = { knex: Knex };
type PageInput = { userId: number; cursor?: string | undefined; limit: number };

export type ReadWallet = ReturnType<typeof createReadWallet>;

/** What buyers see of their own wallet. */
export function createReadWallet({ knex }: Deps) {
  return {
    async balance(userId: number): Promise<number> {
      const wallet = await Wallet.query(knex).findById(userId);
      if (wallet === undefined) {
        throw new AppError('not_found', 'There is no wallet of this user.');
      }
      return wallet.balance;
    },

    /** Newest first. */
    async entries({ userId, cursor, limit }: PageInput): Promise<Page<LedgerEntryView>> {
      const before = readIdCursor(cursor);
      const query = LedgerEntry.query(knex)
        .where({ userId })
        .orderBy('id', 'desc')
        .limit(limit + 1);
      const rows = await (before === undefined ? query : query.where('id', '<', before));
      return pageById(rows, limit, ledgerView);
    },
  };
}
