import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createdCodes } from '@frontrow/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppVisitor } from '../shop/app-visitor.ts';
import { startShopUnderTest, type ShopUnderTest } from '../shop/shop-under-test.ts';
import { createBrowser } from './browser.ts';

const program = fileURLToPath(new URL('../../room.ts', import.meta.url));
let shop: ShopUnderTest;
let token: string;

beforeAll(async () => {
  shop = await startShopUnderTest({ room: { queue_all: true }, origins: 1 });
  const login = await createAppVisitor(shop.edgeUrl).call('/api/admin/logins', {
    method: 'POST',
    body: { ...shop.accounts.operator, transport: 'token' },
  });
  token = String(login.body['token']);
}, 120_000);
afterAll(() => shop?.stop());

function codes(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, 'codes', ...args, '--url', shop.edgeUrl],
      {
        env: { PATH: process.env['PATH'], FRONTROW_OPERATOR_TOKEN: token },
        timeout: 30_000,
      },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

const EIGHT_COMMANDS = { timeout: 120_000 };

it('makes, counts and revokes presale codes, and writes down who did', EIGHT_COMMANDS, async () => {
  expect((await codes('list')).out).toBe('Room main has no presale codes.\n');
  const made = await codes('create', '--count', '2', '--label', 'press', '--json');
  const { codes: clear, batch } = createdCodes.parse(JSON.parse(made.out));
  expect(clear).toHaveLength(2);

  const fan = createBrowser(shop.edgeUrl);
  await fan.post('join');
  const sent = { body: { code: clear[0] } };
  expect((await fan.post('code', sent)).json()).toMatchObject({ lane: 'priority' });
  expect((await codes('list')).out).toBe(`batch ${batch.batch} "press": 2 × 1, 1 used, 1 left\n`);

  const word = await codes('create', '--code', 'FANCLUB2026', '--uses', '500');
  expect(word.out).toContain('FANCLUB2026');
  expect((await codes('create', '--code', 'fanclub 2026')).err).toContain('choose another one');

  expect((await codes('revoke', String(batch.batch))).code).toBe(0);
  expect((await codes('list')).out).toContain('1 used, revoked');
  const next = createBrowser(shop.edgeUrl);
  await next.post('join');
  const refused = await next.post('code', { body: { code: clear[1] } });
  expect(refused.json()['code']).toBe('code_unknown');
  expect((await codes('revoke', '999')).err).toContain('has no batch 999');

  const log: { action: string; detail: unknown }[] = await shop
    .knex('audit_log')
    .where('action', 'like', 'room.codes.%')
    .orderBy('id');
  const actions = log.map(({ action }) => action);
  expect(actions).toEqual(['room.codes.create', 'room.codes.create', 'room.codes.revoke']);
  const written = JSON.stringify(log);
  for (const code of [...clear, 'FANCLUB2026']) {
    expect(written).not.toContain(code);
  }
});
