import type { Knex } from 'knex';
import { type IdempotentReply, type IdempotentRequest, readSavedReply } from './idempotent.ts';

type Deps = { knex: Knex };

export type ReplaySaved = ReturnType<typeof createReplaySaved>;

/** Gives the saved reply of a request that was answered before; works on nothing and waits for nobody. */
export function createReplaySaved({ knex }: Deps) {
  return function replaySaved(request: IdempotentRequest): Promise<IdempotentReply | undefined> {
    return readSavedReply(knex, request);
  };
}
