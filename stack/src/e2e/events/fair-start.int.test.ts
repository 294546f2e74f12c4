import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RoomAdmission } from '@frontrow/db';
import {
  closedDraw,
  drawCommitment,
  drawnNumber,
  drawRecord,
  publicDraws,
  roomStatus,
  type ClosedDraw,
  type EventAdminView,
} from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRoom } from '../room/run-room.ts';
import { createAppVisitor, type AppVisitor } from '../shop/app-visitor.ts';
import { startOnSale, type OnSale } from './on-sale.ts';

const VISITORS = 50;
const PREQUEUE_SECONDS = 8;

let shop: OnSale;
let event: EventAdminView;
let early: AppVisitor[];
let late: AppVisitor;
let draw: ClosedDraw;
const record = join(tmpdir(), `frontrow-record-${process.pid}.json`);

beforeAll(async () => {
  shop = await startOnSale({ room: { total_active_users: 5, new_users_per_minute: 100_000 } });
  event = await shop.plan(
    { prequeue: 1, start: PREQUEUE_SECONDS, end: 600 },
    { shuffle_at_event_start: true, overrides: { total_active_users: 3 } },
  );
  early = Array.from({ length: VISITORS }, () => createAppVisitor(shop.edgeUrl));
  late = createAppVisitor(shop.edgeUrl);
}, 120_000);
afterAll(async () => {
  await shop.stop();
  await rm(record, { force: true });
});

const status = async (visitor: AppVisitor) =>
  roomStatus.parse((await visitor.call('/rooms/main/status')).body);
const draws = async () =>
  publicDraws.parse(await (await fetch(new URL('/rooms/main/draws', shop.edgeUrl))).json());
const verify = (...args: string[]) => runRoom(['verify', ...args], { url: shop.edgeUrl });

describe('an on-sale with a shuffled pre-queue, on two origins', { timeout: 60_000 }, () => {
  it('shows everybody the commitment before the pre-queue opens, and no key', async () => {
    await expect
      .poll(async () => (await draws()).event)
      .toMatchObject({
        id: event.id,
        commitment: event.commitment,
      });
    const said = JSON.stringify([await draws(), event]);
    const [{ drawKey } = { drawKey: '' }] = await shop.knex('room_event').select('drawKey');
    expect(drawCommitment(drawKey)).toBe(event.commitment);
    expect(said).not.toContain(drawKey);
  });

  it('gives tickets while the pre-queue is open, each with the commitment of its draw', async () => {
    await sleep(Math.max(0, Date.parse(event.prequeue_start_time ?? '') - Date.now() + 200));
    const joined = await Promise.all(early.map((visitor) => visitor.join()));
    expect(new Set(joined.map(({ ticket }) => ticket?.index)).size).toBe(VISITORS);
    expect(joined.every(({ reason, number }) => reason === 'prequeue' && number === null)).toBe(
      true,
    );
    await expect
      .poll(async () => (await status(early[0] ?? late)).draw)
      .toMatchObject({ id: event.draw, commitment: event.commitment });
    expect((await status(early[0] ?? late)).event).toMatchObject({ phase: 'prequeue' });
  });

  it('draws at the start: everybody computes its own number, and late arrivals stand behind', async () => {
    await sleep(Math.max(0, Date.parse(event.event_start_time) - Date.now()));
    await expect.poll(async () => (await draws()).draws.length, { timeout: 5000 }).toBe(1);
    draw = closedDraw.parse((await draws()).draws[0]);
    expect(draw).toMatchObject({ id: event.draw, commitment: event.commitment, n: VISITORS });
    expect(drawCommitment(draw.key ?? '')).toBe(event.commitment);
    expect((await late.join()).number).toBe(VISITORS + 1);
    const standing = await Promise.all(early.map(status));
    for (const { number, ticket } of standing) {
      expect(number).toBe(drawnNumber(draw, ticket?.index ?? -1));
    }
    expect(standing.some(({ number, ticket }) => number !== (ticket?.index ?? 0) + 1)).toBe(true);
  });

  it('calls and lets them in as their numbers say, and nobody from further behind', async () => {
    const standing = await Promise.all(
      early.map(async (visitor) => ({ visitor, number: (await status(visitor)).number ?? 0 })),
    );
    const line = standing.toSorted((a, b) => a.number - b.number);
    expect(line.map(({ number }) => number)).toEqual(line.map((_, rank) => rank + 1));
    for (const [rank, { visitor, number }] of line.entries()) {
      const enter = async () => (await visitor.enter()).state;
      await expect.poll(enter, { timeout: 10_000, interval: 50 }).toBe('active');
      const behind = line[rank + 20];
      expect(
        behind === undefined ? 'waiting' : (await behind.visitor.enter()).state,
        `${number}`,
      ).toBe('waiting');
      await visitor.leave();
    }
    const { items } = (await shop.operator.call('/api/admin/rooms')).body as { items: unknown[] };
    expect(items[0]).toMatchObject({ live: { settings: { total_active_users: 3 } } });
  });

  it('can be verified by its operator, and from the record by anybody', async () => {
    const entered = () => RoomAdmission.query(shop.knex).where({ kind: 'entered' }).resultSize();
    await expect.poll(entered, { timeout: 10_000 }).toBe(VISITORS);
    const online = await verify('--save', record);
    expect([online.code, online.err]).toEqual([0, expect.any(String)]);
    expect(online.out).toMatch(/tickets +50\n[\s\S]*came in +50\n/);
    const offline = await runRoom(['verify', '--record', record], { url: 'http://127.0.0.1:9' });
    expect([offline.code, offline.err]).toEqual([0, '']);
  });

  it('is found out when one admission, or the key, is tampered with', async () => {
    const kept = drawRecord.parse(JSON.parse(await readFile(record, 'utf8')));
    const other = { ...kept, draw: { ...kept.draw, key: '00'.repeat(32) } };
    await writeFile(record, JSON.stringify(other));
    expect(await verify('--record', record)).toMatchObject({
      code: 1,
      err: expect.stringContaining('committed to'),
    });
    const line = await RoomAdmission.query(shop.knex)
      .findOne({ kind: 'entered' })
      .throwIfNotFound();
    const ticket = ((line.ticket ?? 0) + 1) % VISITORS;
    await RoomAdmission.query(shop.knex).patch({ ticket }).where({ id: line.id });
    const { code, err } = await verify();
    expect([code, err]).toEqual([1, expect.stringContaining(`number ${line.number} came in with`)]);
  });
});
