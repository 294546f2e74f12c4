import { RoomEvent, RoomSettingsRow } from '@frontrow/db';
import { arrivalsReply, roomAdminView, type NewEventBody } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ManyRooms, openManyRooms } from '../../testing/many-rooms.ts';
import { randomPlaceId } from '../../testing/room.ts';

let shop: ManyRooms;

beforeAll(async () => {
  shop = await openManyRooms();
});
afterAll(() => shop.stop());

const later = (ms: number) => new Date(Date.now() + ms).toISOString();
/** What the scheduler does each second. */
const tick = (origin: Pick<ManyRooms, 'jobs'> = shop) =>
  origin.jobs.find(({ name }) => name === 'room-advance')?.run();
const live = async () => roomAdminView.parse((await shop.admin('get', '/rooms/main')).body);
const patchSettings = (settings: object) =>
  shop.admin('patch', '/rooms/main/settings', settings).set('If-Match', '*');

async function plan(event: Partial<NewEventBody>) {
  const body = {
    name: 'Event',
    event_start_time: later(60_000),
    event_end_time: later(120_000),
    ...event,
  };
  const reply = await shop.admin('post', '/rooms/main/events', body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return Number(reply.body.id);
}

/** As time would: nothing counts the change, the next tick finds the event begun, or over. */
async function pass(id: number, what: 'start' | 'end'): Promise<void> {
  const time = new Date(Date.now() - 10);
  await RoomEvent.query(shop.knex)
    .patch(what === 'start' ? { eventStartTime: time } : { eventEndTime: time })
    .where({ id });
  await tick();
}

async function arrive() {
  const body = { arrivals: [{ id: randomPlaceId() }] };
  const reply = await shop.throughEdge('/internal/rooms/main/arrivals', { method: 'post', body });
  return arrivalsReply.parse(reply.body).places[0];
}

describe('an event', () => {
  it("puts its settings over the room's own for its time, under the row's version", async () => {
    const id = await plan({ overrides: { total_active_users: 7, session_duration: 2 } });
    const before = await live();
    expect(before.live).toMatchObject({
      event: { phase: 'before' },
      settings: { total_active_users: 500 },
    });
    await pass(id, 'start');
    const running = await live();
    expect(running.live).toMatchObject({
      event: { phase: 'running' },
      settings: { total_active_users: 7, session_duration: 2, new_users_per_minute: 600 },
      settingsVersion: before.settingsVersion,
    });
    expect(running).toMatchObject({
      settings: { total_active_users: 500 },
      settingsVersion: before.settingsVersion,
    });
    const edit = shop.admin('patch', '/rooms/main/settings', { new_users_per_minute: 700 });
    expect((await edit.set('If-Match', `"${before.settingsVersion}"`)).status).toBe(200);
    expect((await live()).live?.settings).toMatchObject({
      total_active_users: 7,
      new_users_per_minute: 700,
    });
    await pass(id, 'end');
    expect((await live()).live).toMatchObject({
      event: null,
      settings: { total_active_users: 500, new_users_per_minute: 700 },
    });
  });

  it('is gone from the room once it is deleted, and as if not there while it is suspended', async () => {
    const id = await plan({ event_start_time: later(60_000), event_end_time: later(90_000) });
    expect((await live()).live?.event).toMatchObject({ id });
    await shop.admin('patch', `/rooms/main/events/${id}`, { suspended: true });
    expect((await live()).live?.event).toBeNull();
    await shop.admin('patch', `/rooms/main/events/${id}`, { suspended: false });
    expect((await live()).live?.event).toMatchObject({ id });
    await shop.admin('delete', `/rooms/main/events/${id}`);
    expect((await live()).live?.event).toBeNull();
  });

  it('goes on while MySQL is away', async () => {
    const id = await plan({ event_end_time: later(180_000), overrides: { total_active_users: 9 } });
    await pass(id, 'start');
    const alone = shop.withoutDatabase();
    await expect(tick(alone)).rejects.toBeInstanceOf(Error);
    expect((await live()).live).toMatchObject({
      event: { id, phase: 'running' },
      settings: { total_active_users: 9 },
    });
    await shop.admin('patch', `/rooms/main/events/${id}`, { event_end_time: later(-1000) });
    expect((await live()).live?.event).toBeNull();
  });

  it('is applied by one origin only once, and never undone by one that has read older rows', async () => {
    const { eventsVersion } = await RoomSettingsRow.query(shop.knex)
      .findById('main')
      .throwIfNotFound();
    expect(eventsVersion).toBeGreaterThan(0);
    await Promise.all([tick(), tick(), tick()]);
    expect((await live()).live?.event).toBeNull();
  });
});

describe('maintenance: a room that everybody passes, with an event that rejects', () => {
  it('turns newcomers away for its time, and lets them pass again after it', async () => {
    await patchSettings({ queueing_method: 'passthrough' });
    const id = await plan({ name: 'Maintenance', overrides: { queueing_method: 'reject' } });
    expect(await arrive()).toMatchObject({ called: true, refused: null });
    await pass(id, 'start');
    expect(await arrive()).toMatchObject({ refused: 'rejecting' });
    await pass(id, 'end');
    expect(await arrive()).toMatchObject({ called: true, refused: null });
  });
});

describe('a room that everybody passes, or that is suspended', () => {
  it('gives tickets in the pre-queue of an event all the same', async () => {
    await shop.knex('room_event').insert({
      room: 'main',
      name: 'Lottery',
      prequeueStartTime: new Date(Date.now() - 1000),
      eventStartTime: new Date(Date.now() + 60_000),
      eventEndTime: new Date(Date.now() + 90_000),
      shuffleAtEventStart: true,
      overrides: JSON.stringify({ queueing_method: 'fifo' }),
      drawKey: 'ab'.repeat(32),
    });
    await shop.knex('room_settings').increment('eventsVersion', 1);
    await tick();
    expect((await live()).live?.settings.queueing_method).toBe('fifo');
    expect(await arrive()).toMatchObject({ number: null, called: false, ticket: { index: 0 } });
  });

  it('stays open to all while it is suspended: off is off', async () => {
    await patchSettings({ suspended: true });
    expect((await live()).live?.settings.suspended).toBe(true);
    expect(await arrive()).toMatchObject({ called: true, refused: null });
  });
});
