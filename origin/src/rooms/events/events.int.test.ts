import { AuditLogEntry, RoomEvent } from '@frontrow/db';
import {
  drawCommitment,
  eventAdminView,
  eventDrawId,
  eventList,
  eventPreview,
  roomAdminView,
} from '@frontrow/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ManyRooms, openManyRooms } from '../../testing/many-rooms.ts';

const MINUTE = 60_000;
let shop: ManyRooms;

beforeAll(async () => {
  shop = await openManyRooms();
});
afterAll(() => shop.stop());
afterEach(async () => {
  await RoomEvent.query(shop.knex).delete();
});

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
const onSale = (changes: object = {}) => ({
  name: 'On sale',
  prequeue_start_time: inMinutes(30),
  event_start_time: inMinutes(60),
  event_end_time: inMinutes(180),
  shuffle_at_event_start: true,
  ...changes,
});
const post = (body: object, path = '') => shop.admin('post', `/rooms/main/events${path}`, body);
const patch = (id: number, body: object) => shop.admin('patch', `/rooms/main/events/${id}`, body);
const refused = async (call: PromiseLike<{ status: number; body: { detail?: string } }>) => {
  const { status, body } = await call;
  return `${status} ${body.detail}`;
};

async function create(changes: object = {}) {
  const reply = await post(onSale(changes));
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return eventAdminView.parse(reply.body);
}

/** Moves an event in time behind the API's back, as time itself would. */
async function shift(id: number, minutes: number): Promise<void> {
  const { prequeueStartTime, eventStartTime, eventEndTime } = await RoomEvent.query(shop.knex)
    .findById(id)
    .throwIfNotFound();
  const later = (time: Date) => new Date(time.getTime() + minutes * MINUTE);
  await RoomEvent.query(shop.knex)
    .patch({
      prequeueStartTime: prequeueStartTime && later(prequeueStartTime),
      eventStartTime: later(eventStartTime),
      eventEndTime: later(eventEndTime),
    })
    .where({ id });
}

describe('an event', () => {
  it('is planned with a commitment to its key, and no answer or audit entry tells the key', async () => {
    const event = await create();
    const { drawKey } = await RoomEvent.query(shop.knex).findById(event.id).throwIfNotFound();
    expect(drawKey).toMatch(/^[\da-f]{64}$/);
    expect(event).toMatchObject({
      phase: 'before',
      commitment: drawCommitment(drawKey),
      draw: eventDrawId(event.id),
    });
    const view = await shop.admin('get', '/rooms/main');
    expect(roomAdminView.parse(view.body).live?.event).toMatchObject({
      id: event.id,
      phase: 'before',
      commitment: event.commitment,
    });
    const audit = await AuditLogEntry.query(shop.knex).where({ action: 'room.event.create' });
    const all = await shop.admin('get', '/rooms/main/events');
    const said = JSON.stringify([view.body, all.body, audit, event]);
    expect(said).toContain(event.commitment);
    expect(said).not.toContain(drawKey);
  });

  it('has a key of its own each time', async () => {
    const first = await create();
    const second = await create({
      prequeue_start_time: null,
      event_start_time: inMinutes(300),
      event_end_time: inMinutes(301),
      shuffle_at_event_start: false,
    });
    expect(second.commitment).toBeNull();
    const keys = (await RoomEvent.query(shop.knex)).map(({ drawKey }) => drawKey);
    expect(new Set(keys).size).toBe(2);
    const { items } = eventList.parse((await shop.admin('get', '/rooms/main/events')).body);
    expect(items.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it.each([
    [{ event_end_time: inMinutes(60) }, 'ends after its start'],
    [{ prequeue_start_time: inMinutes(56) }, 'at least 300 seconds before'],
    [
      {
        prequeue_start_time: inMinutes(30),
        event_start_time: inMinutes(800),
        event_end_time: inMinutes(900),
      },
      'at most 12 hours before',
    ],
    [{ prequeue_start_time: null }, 'Only those who came in a pre-queue can be shuffled'],
    [{ prequeue_start_time: inMinutes(-1) }, 'begins in the future'],
    [{ overrides: { queueing_method: 'reject' } }, 'a pre-queue would be in vain'],
  ])('is refused with a reason: %j', async (changes, sentence) => {
    expect(await refused(post(onSale(changes)))).toMatch(new RegExp(`^409 .*${sentence}`));
  });

  it('is refused with settings that cannot work, and with a key', async () => {
    const { status } = await post(onSale({ overrides: { claim_seconds: 3600 } }));
    expect(status).toBe(400);
    expect((await post({ ...onSale(), draw_key: 'aa'.repeat(32) })).status).toBe(400);
    expect((await shop.admin('post', '/rooms/nowhere/events', onSale())).status).toBe(404);
  });

  it('does not overlap with another, the end of one may be the start of the next', async () => {
    const { id } = await create();
    expect(await refused(post(onSale({ name: 'Second' })))).toContain(`"On sale" (${id})`);
    const next = { prequeue_start_time: null, shuffle_at_event_start: false };
    const times = { event_start_time: inMinutes(181), event_end_time: inMinutes(200) };
    expect((await post(onSale({ ...next, ...times }))).status).toBe(201);
  });

  it('is one of five to come', async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const start = { event_start_time: inMinutes(60 + nth), event_end_time: inMinutes(61 + nth) };
      await create({ ...start, prequeue_start_time: null, shuffle_at_event_start: false });
    }
    const sixth = onSale({ event_start_time: inMinutes(900), event_end_time: inMinutes(901) });
    expect(await refused(post({ ...sixth, prequeue_start_time: inMinutes(890) }))).toContain(
      'at most 5',
    );
  });
});

describe('a change', () => {
  it('may be of everything before the pre-queue opens, but never of the key', async () => {
    const { id, commitment } = await create();
    const { body } = await patch(id, { event_start_time: inMinutes(90), name: 'Later' });
    expect(eventAdminView.parse(body)).toMatchObject({ name: 'Later', commitment });
    expect((await shop.admin('delete', `/rooms/main/events/${id}`)).status).toBe(204);
    expect(await refused(patch(id, { name: 'x' }))).toContain('404');
    const actions = await AuditLogEntry.query(shop.knex).where({ target: `main/events/${id}` });
    expect(actions.map(({ action }) => action)).toEqual([
      'room.event.create',
      'room.event.change',
      'room.event.delete',
    ]);
  });

  it('moves the start only back once the pre-queue is open, and leaves the draw as it was promised', async () => {
    const { id } = await create();
    await shift(id, -31);
    expect(await refused(patch(id, { event_start_time: inMinutes(10) }))).toContain('later time');
    expect(await refused(patch(id, { shuffle_at_event_start: false }))).toContain(
      'shuffle_at_event_start cannot change',
    );
    expect(await refused(patch(id, { prequeue_start_time: inMinutes(1) }))).toContain(
      'cannot change',
    );
    expect(await refused(shop.admin('delete', `/rooms/main/events/${id}`))).toContain('has begun');
    expect((await patch(id, { event_start_time: inMinutes(40) })).status).toBe(200);
    expect((await patch(id, { overrides: { new_users_per_minute: 50 } })).status).toBe(200);
  });

  it('ends a running event, and nothing else of its times', async () => {
    const { id } = await create();
    await shift(id, -61);
    expect(await refused(patch(id, { event_start_time: inMinutes(40) }))).toContain('has started');
    const { body } = await patch(id, { event_end_time: inMinutes(-5) });
    expect(eventAdminView.parse(body)).toMatchObject({ phase: 'over' });
    expect(await refused(patch(id, { name: 'x' }))).toContain('is over');
    expect(await refused(shop.admin('delete', `/rooms/main/events/${id}`))).toContain('has begun');
  });
});

describe('the preview', () => {
  it('shows the settings over time and what they mean, and saves nothing', async () => {
    const event = onSale({ overrides: { total_active_users: 100, turnstile_mode: 'invisible' } });
    const { body } = await post({ event, visitors: 1000 }, '/preview');
    const { phases, estimate, notes } = eventPreview.parse(body);
    expect(phases.map(({ phase, changed }) => [phase, changed])).toEqual([
      ['before', []],
      ['prequeue', ['turnstile_mode']],
      ['running', ['total_active_users', 'turnstile_mode']],
      ['after', []],
    ]);
    // 100 at 600 a minute, then 900 at 100 slots of 5 minutes: 20 a minute.
    expect(estimate).toMatchObject({ minutesToLast: 45.2, boundBy: 'cap', fitsBeforeEnd: true });
    expect(notes).toEqual([]);
    expect(await RoomEvent.query(shop.knex).resultSize()).toBe(0);
  });

  it('refuses what could not be saved', async () => {
    expect(
      (await post({ event: onSale({ event_end_time: inMinutes(1) }) }, '/preview')).status,
    ).toBe(409);
  });
});
