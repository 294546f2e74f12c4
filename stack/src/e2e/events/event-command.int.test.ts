import { eventList } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRoom } from '../room/run-room.ts';
import { startOnSale, type OnSale } from './on-sale.ts';

let shop: OnSale;

beforeAll(async () => {
  shop = await startOnSale({ origins: 1 });
}, 120_000);
afterAll(() => shop.stop());

const room = (...args: string[]) => runRoom(args, { url: shop.edgeUrl });
const times = ['--prequeue', '+30m', '--start', '+60m', '--end', '+3h'];

describe('npm run room -- event', () => {
  it('previews, plans, lists, changes and deletes', { timeout: 60_000 }, async () => {
    const preview = await room('event', 'preview', ...times, '--visitors', '3000', 'queue=1');
    expect(preview).toMatchObject({ code: 1, err: expect.stringContaining('no setting "queue"') });
    const shown = await room(
      'event',
      'preview',
      ...times,
      '--visitors',
      '3000',
      'session_duration=2',
    );
    expect(shown.out).toMatch(/running +.*\n +session_duration=2\n/);
    expect(shown.out).toContain('3000 visitors: the last one is in after');
    const played = await room('event', 'simulate', ...times, '--visitors', '3000');
    expect(played.out).toMatch(/^Simulated: 3,000 visitors who have come before the start/);
    expect((await room('event', 'list')).out).toBe('Room main has no events.\n');

    const name = ['--name', 'Tour', '--shuffle'];
    const made = await room('event', 'create', ...times, ...name, 'session_duration=2');
    expect(made.out).toMatch(/event \d+ {2}Tour: before\n[\s\S]*shuffled at the start/);
    expect(made.out).toMatch(/commitment [\da-f]{64}\n$/);
    const { items } = eventList.parse(JSON.parse((await room('event', 'list', '--json')).out));
    expect(items).toMatchObject([{ name: 'Tour', overrides: { session_duration: 2 } }]);
    const id = String(items[0]?.id);
    expect((await room('status', 'main')).out).toContain(`Tour (${id}): before`);

    const clash = await room('event', 'create', '--start', '+61m', '--end', '+62m');
    expect(clash).toMatchObject({ code: 1, err: expect.stringContaining('"Tour"') });
    expect((await room('event', 'change', id, '--end', '+4h')).code).toBe(0);
    expect((await room('event', 'delete', id)).out).toBe(`main: event ${id} is deleted.\n`);
    expect((await room('event', 'list')).out).toBe('Room main has no events.\n');
  });

  it('says what is wrong', { timeout: 30_000 }, async () => {
    expect((await room('event', 'dance')).err).toContain('event takes one of list, create');
    expect((await room('event', 'change', 'first')).err).toContain('Name the event by its number');
    expect((await room('draws')).out).toBe('Room main has drawn nothing yet.\n');
    expect((await room('verify')).err).toContain('has drawn nothing yet');
    const none = await room('verify', '--record', '/nowhere.json');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('is no record of a draw') });
  });
});
