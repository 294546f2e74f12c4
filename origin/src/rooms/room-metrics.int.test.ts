import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placeOf, randomPlaceId } from '../testing/room.ts';
import { NO_PACE, startWholeOrigin, type WholeOrigin } from '../testing/whole-origin.ts';

let origin: WholeOrigin;

beforeAll(async () => {
  origin = await startWholeOrigin(NO_PACE);
});
afterAll(() => origin.stop());

it('tells how many are where, and what has happened, as Redis has it', async () => {
  const ids = [randomPlaceId(), randomPlaceId(), randomPlaceId()];
  const { body } = await origin.throughEdge('/internal/rooms/main/arrivals', {
    method: 'post',
    body: { arrivals: ids.map((id) => ({ id })) },
  });
  for (const [index, verbs] of [['enter'], ['enter', 'revoke'], ['enter', 'complete']].entries()) {
    const now = Math.floor(Date.now() / 1000);
    const promise = { from: now - 60, to: now + (index === 0 ? 60 : -30) };
    const place = { ...placeOf({ ...body.places[index], epoch: body.epoch }), promise };
    for (const verb of verbs) {
      await origin.throughEdge(`/internal/rooms/main/${verb}`, { method: 'post', place });
    }
  }
  await origin.throughEdge('/internal/rooms');
  const text = await origin.metrics.registry.metrics();
  expect(text).toMatch(/^frontrow_room_snapshot_age_seconds 0\.\d+$/m);
  for (const line of [
    'frontrow_room_visitors{room="main",state="active"} 1',
    'frontrow_room_events_total{room="main",event="entered"} 3',
    'frontrow_room_events_total{room="main",event="revoked"} 1',
    'frontrow_room_events_total{room="main",event="completed"} 1',
    'frontrow_room_events_total{room="main",event="noShow"} 0',
    'frontrow_room_events_total{room="main",event="etaLate"} 2',
    'frontrow_room_eta_coverage{room="main"} 0.3333333333333333',
    'frontrow_room_flow{room="main",measure="show_up"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

it('still tells everything else while the rooms cannot be read', async () => {
  origin.redis.disconnect();
  await sleep(600);
  const text = await origin.metrics.registry.metrics();
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toContain('frontrow_room_visitors{');
});
