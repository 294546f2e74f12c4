import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomPlaceId } from '../../testing/room.ts';
import { type CodeRoom, openCodeRoom } from '../../testing/waiting-codes.ts';

let room: CodeRoom;
beforeAll(async () => {
  room = await openCodeRoom();
});
afterAll(() => room.stop());

const CODES = { count: 1, uses: 1 };
const take = (code: string) => room.uses.take('main', code, randomPlaceId());

describe('a batch of codes', () => {
  it('counts what is used and what is left', async () => {
    const { batch, codes } = await room.batches.create('main', { count: 3, uses: 2 }, room.actor);
    expect(new Set(codes).size).toBe(3);
    await take(codes[0] ?? '');
    await take(codes[0] ?? '');
    await take(codes[1] ?? '');
    const [listed] = await room.batches.list('main');
    expect(listed).toEqual({ ...batch, used: 3, left: 3 });
  });

  it('ends with its time, and when it is revoked', async () => {
    const soon = new Date(Date.now() - 1000).toISOString();
    const over = await room.batches.create('main', { ...CODES, expiresAt: soon }, room.actor);
    await expect(take(over.codes[0] ?? '')).rejects.toMatchObject({ code: 'code_unknown' });
    const { batch, codes } = await room.batches.create('main', CODES, room.actor);
    await room.batches.revoke('main', batch.batch, room.actor);
    await room.batches.revoke('main', batch.batch, room.actor);
    await expect(take(codes[0] ?? '')).rejects.toMatchObject({ code: 'code_unknown' });
    const [entry, ...more] = await room.knex('audit_log').where({ action: 'room.codes.revoke' });
    expect([entry, more]).toMatchObject([{ target: 'main', detail: { batch: batch.batch } }, []]);
  });

  it('may be a word of the operator, once in a room however it is written', async () => {
    const word = { ...CODES, code: 'FANCLUB-2026' };
    await room.batches.create('main', word, room.actor);
    const again = room.batches.create('main', { ...word, code: 'fanclub 2o26' }, room.actor);
    await expect(again).rejects.toMatchObject({ code: 'name_taken' });
    expect(await take('Fanclub 2026')).toMatchObject({ number: null });
  });

  it('is of one room', async () => {
    const { batch } = await room.batches.create('main', CODES, room.actor);
    const { actor, batches } = room;
    const elsewhere = batches.revoke('nowhere', batch.batch, actor);
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
    await expect(batches.list('nowhere')).rejects.toMatchObject({ code: 'not_found' });
    const made = batches.create('nowhere', CODES, actor);
    await expect(made).rejects.toMatchObject({ code: 'not_found' });
  });
});
