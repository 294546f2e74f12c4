import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { requireLocalInfile } from './load-file.ts';

/** Switching it off for real would do so for every test that shares the server. */
function serverWith(allowed: number): Knex {
  return { raw: () => Promise.resolve([[{ allowed }]]) } as unknown as Knex;
}

it('a server without LOAD DATA LOCAL is refused, and how to allow it is told', async () => {
  await expect(requireLocalInfile(serverWith(0))).rejects.toThrow('SET GLOBAL local_infile = 1');
  await expect(requireLocalInfile(serverWith(1))).resolves.toBeUndefined();
});
