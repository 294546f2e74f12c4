import { roomAdminView } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../processes/free-port.ts';
import { createAppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';
import { runRoom } from './run-room.ts';

let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({});
}, 120_000);
afterAll(() => shop.stop());

/** Runs the command as an operator does at a terminal. */
const room = (
  args: string[],
  given: { input?: string; env?: Record<string, string>; url?: string } = {},
) => runRoom(args, { url: shop.edgeUrl, ...given });

describe('npm run room', () => {
  it('shows the rooms, for people and for programs', async () => {
    const { out, err, code } = await room(['status', 'main']);
    expect([code, err]).toEqual([0, expect.stringContaining('demo operator')]);
    expect(out).toMatch(/Room main: open \(fifo\)\n {2}inside +0 of 500/);
    const { out: json } = await room(['status', 'main', '--json'], { url: shop.originUrl });
    expect(roomAdminView.parse(JSON.parse(json))).toMatchObject({ room: 'main' });
    expect((await room(['status'])).out).toContain('Room main');
  });

  it('changes settings and shows what was before', async () => {
    const { out } = await room(['set', 'total_active_users=321', 'queue_all=false']);
    expect(out).toBe('main: total_active_users  500 → 321\n');
    expect((await room(['set', 'total_active_users=321'])).out).toContain('nothing was changed');
  });

  it('pauses and speaks, and everybody who waits hears it within two seconds', async () => {
    expect((await room(['pause'])).out).toBe('main: queue_all  false → true\n');
    const { out } = await room(['message', 'Back at eight.', '--ko', '8시에 다시 만나요.']);
    expect(out).toContain('message  null → {"text":"Back at eight."');
    const visitor = createAppVisitor(shop.edgeUrl);
    const heard = async () => (await visitor.call('/rooms/main/join', { method: 'POST' })).body;
    await expect.poll(heard, { timeout: 2000 }).toMatchObject({ message: 'Back at eight.' });
    expect((await room(['message', '--clear'])).code).toBe(0);
    expect((await room(['resume'])).out).toBe('main: queue_all  true → false\n');
  });

  it('revokes everybody, whose next request finds itself outside', async () => {
    const visitor = createAppVisitor(shop.edgeUrl);
    await visitor.join();
    const entered = async () => (await visitor.enter()).state;
    await expect.poll(entered, { timeout: 5000 }).toBe('active');
    expect((await visitor.call('/api/wallet')).status).toBe(401);
    const { out } = await room(['revoke', '--epoch']);
    expect(out).toMatch(/^main: numbers 1–\d+ revoked\. Ended at once: [1-9]/);
    const refused = await visitor.call('/api/wallet');
    expect([refused.status, refused.body['code']]).toEqual([403, 'place_ended']);
  });

  it('says what is wrong, and ends with 1', async () => {
    const nobody = `http://127.0.0.1:${await findFreePort()}`;
    const said = async (...call: Parameters<typeof room>) => {
      const { code, err } = await room(...call);
      expect(code).toBe(1);
      return err;
    };
    expect(await said(['status'], { url: nobody })).toContain('Nothing answers at');
    expect(await said(['dance'])).toContain('There is no command "dance": status, set,');
    expect(await said(['set', 'capacity=1'])).toContain('There is no setting "capacity"');
    expect(await said(['status', 'nowhere'])).toContain('There is no room "nowhere".');
    expect(await said(['status', '--loud'])).toContain("Unknown option '--loud'");
    const env = { FRONTROW_OPERATOR_TOKEN: 'stale' };
    expect(await said(['status'], { env })).toContain('FRONTROW_OPERATOR_TOKEN');
    const asMe = ['status', '--email', 'operator@demo.example'];
    expect(await said(asMe, { input: 'wrong one\n' })).toContain('password is wrong');
  });

  it('takes the password from standard input', async () => {
    const { email, password } = shop.accounts.operator;
    const args = ['status', 'main', '--email', email];
    expect(await room(args, { input: `${password}\n` })).toMatchObject({ code: 0, err: '' });
  });
});
