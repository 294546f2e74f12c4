import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRoom } from '../room/run-room.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';

let shop: ShopUnderTest;
let concertId: number;

beforeAll(async () => {
  shop = await startShopUnderTest({ origins: 1 });
  const [concert] = await shop.knex('concert').orderBy('id').limit(1);
  concertId = Number(concert.id);
}, 120_000);
afterAll(() => shop.stop());

const room = (...args: string[]) => runRoom(args, { url: shop.originUrl });

describe('npm run room', () => {
  it('makes rooms, and shows all of them with what they cover', async () => {
    const concert = ['--concert', String(concertId)];
    const { out } = await room('create', 'tour', ...concert, 'total_active_users=77');
    expect(out).toBe(`Room tour is there. It covers concert ${concertId} with all its dates.\n`);
    const routes = ['--route', 'VIP.example/about', '--route', '/festivals'];
    expect((await room('create', 'side', ...routes)).out).toContain('It covers /festivals, ');
    const status = (await room('status')).out;
    expect(status).toMatch(/Room main: open[^]*covers +all that no other room does/);
    expect(status).toMatch(new RegExp(`Room tour: open[^]*covers +concert ${concertId} with`));
    expect(status).toMatch(/Room tour: open[^]*total_active_users +77/);
  });

  it('says whose route it is that stands in the way', async () => {
    const refused = await room('routes', 'side', '--route', `/concerts/${concertId}`);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining(`The room "tour" covers /concerts/${concertId} already.`),
    ]);
  });

  it('replaces routes, takes them away, and deletes a room', async () => {
    const { out } = await room('routes', 'side', '--route', '/tours/', '--route', '/side');
    expect(out).toBe('Room side covers /side, /tours.\n');
    expect((await room('routes', 'side', '--clear')).out).toBe('Room side covers nothing yet.\n');
    expect((await room('delete', 'side')).out).toContain('Room side is deleted.');
    expect((await room('status', 'side')).err).toContain('There is no room "side".');
  });

  it.each([
    [['create', 'main'], 'There is a room "main" already.'],
    [['create', 'a', '--concert', '424242'], 'There is no concert 424242.'],
    [['create', 'a', 'controlled=true', 'floor_users_per_minute=601'], 'the floor must not'],
    [['routes', 'tour'], 'Give all routes with --route'],
    [['delete', 'main'], 'cannot be deleted'],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, err } = await room(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });
});
