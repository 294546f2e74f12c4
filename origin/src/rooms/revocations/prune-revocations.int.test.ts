import { createKnex, RoomRevocation } from '@frontrow/db';
import { createTestDatabase, type TestDatabase } from '@frontrow/db/testing';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomPlaceId } from '../../testing/room.ts';
import { createPruneRevocations } from './prune-revocations.ts';

let database: TestDatabase;
let knex: Knex;

beforeAll(async () => {
  database = await createTestDatabase();
  knex = createKnex(database.databaseUrl);
});
afterAll(async () => {
  await knex.destroy();
  await database.drop();
});

it('forgets the revocations that no place outlives, and keeps the others', async () => {
  const revoke = async (hoursAgo: number) => {
    const placeId = randomPlaceId();
    const createdAt = knex.raw('NOW(3) - INTERVAL ? HOUR', [hoursAgo]);
    await knex('roomRevocation').insert({ room: 'main', placeId, createdAt });
    return placeId;
  };
  await revoke(26);
  await revoke(400);
  const inForce = [await revoke(23), await revoke(0)];

  expect(await createPruneRevocations({ knex })()).toBe(2);
  const kept = await RoomRevocation.query(knex).orderBy('id');
  expect(kept.map(({ placeId }) => placeId)).toEqual(inForce);
});
