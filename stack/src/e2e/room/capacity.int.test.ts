import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { roomControlView } from '@frontrow/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';

const run = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(`../../${name}.ts`, import.meta.url));
let shop: ShopUnderTest;

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { controlled: true } });
}, 120_000);
afterAll(() => shop.stop());

describe('npm run capacity', () => {
  it(
    'measures a running shop without selling a seat, and says what to set',
    { timeout: 120_000 },
    async () => {
      const args = [
        '--url',
        shop.edgeUrl,
        '--seconds',
        '3',
        '--most-buyers',
        '2',
        '--target-p95',
        '20000',
      ];
      const { stdout } = await run(process.execPath, [program('capacity'), ...args]);
      expect(stdout).toMatch(/÷ 8 calls × 60 × 0\.7 = \d+ visitors a minute/);
      expect(stdout).toMatch(/npm run room -- set new_users_per_minute=\d+ total_active_users=\d+/);
      const [{ count } = { count: 0 }] = await shop
        .knex('reservation')
        .count<{ count: number }[]>({ count: '*' })
        .where({ status: 'CONFIRMED' })
        .where('createdAt', '>', shop.knex.raw('NOW(3) - INTERVAL 2 MINUTE'));
      expect(count).toBe(0);

      // The origins have told what they served meanwhile, and the controller of the room has seen it.
      const { stdout: json } = await run(process.execPath, [
        program('room'),
        'control',
        '--json',
        '--url',
        shop.edgeUrl,
      ]);
      const view = roomControlView.parse(JSON.parse(json));
      expect(view.load?.origins).toBe(2);
      expect(view.latest?.reason).toMatch(
        /^(?:at_ceiling|healthy|near_target|first_sign|\w+_origin|cooling_down)$/,
      );
      const { stdout: table } = await run(process.execPath, [
        program('room'),
        'control',
        '--url',
        shop.edgeUrl,
      ]);
      expect(table).toContain('Room main follows the origins');
    },
  );
});
