import { createKnex } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptDraws, NO_DRAWS } from '../store/room-reading.ts';
import { createRoomCheckpoints, type RoomCheckpoints } from './room-checkpoints.ts';

let database: TestDatabase;
let knex: Knex;
let checkpoints: RoomCheckpoints;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
  checkpoints = createRoomCheckpoints({ knex });
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

const GAP = 100_000;
const open: KeptDraws = { ...NO_DRAWS, open: { id: 7, tickets: 40 } };
const made = { id: 7, key: '', commitment: '', slot: 1, base: 2, n: 40 };
const closed: KeptDraws = { ...NO_DRAWS, closed: [made] };

describe('a checkpoint', () => {
  it('keeps a draw that was made when somebody writes later what was read before', async () => {
    await checkpoints.startEpoch('main');
    await checkpoints.save('main', { issued: 42, calledUpTo: 0, inside: 3, draws: closed });
    await checkpoints.save('main', { issued: 2, calledUpTo: 0, inside: 1, draws: open });
    const next = await checkpoints.startEpoch('main');
    const draws = { closed: [made] };
    expect(next).toMatchObject({ epoch: 2, issued: 42 + GAP, inside: 3, draws });
  });

  it('starts no epoch where the one before it started, though Redis was lost before the next', async () => {
    const { issued } = await checkpoints.startEpoch('main');
    await checkpoints.save('main', { issued, calledUpTo: 0, inside: 0, draws: open });
    const [first, second] = [
      await checkpoints.startEpoch('main'),
      await checkpoints.startEpoch('main'),
    ];
    expect(second).toMatchObject({ epoch: first.epoch + 1, issued: first.issued + GAP });
    expect(second.draws.open?.tickets).toBe((first.draws.open?.tickets ?? 0) + GAP);
    expect(second.draws.priority.issued).toBe(first.draws.priority.issued + GAP);
  });
});
