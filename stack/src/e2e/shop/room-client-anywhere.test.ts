import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

type Run = { state: Promise<string> };

/** What every platform with `fetch` has; React Native has no TextDecoder and no Web Crypto. */
const PLATFORM = { Headers, AbortController, setTimeout, clearTimeout };

it('runs where there is little more than fetch', async () => {
  const code = await bundle();
  expect(code).not.toMatch(/\bTextDecoder\b|\bcrypto\.subtle\b|\bprocess\./);

  const answers = ['called', 'active'].map((state) => Response.json({ room: 'main', state }));
  const run: Run = { state: Promise.reject(new Error('nothing ran')) };
  run.state.catch(() => undefined);
  runInNewContext(
    `${code};
     const client = client_.createRoomClient({ baseUrl: 'https://shop.example', fetch });
     run.state = client.waitForTurn({ room: 'main' }).then((status) => status.state);`,
    { ...PLATFORM, run, fetch: async () => answers.shift() },
  );
  expect(await run.state).toBe('active');
});

/** The client as an app's bundler takes it. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@frontrow/protocol/room-client'))],
    bundle: true,
    format: 'iife',
    globalName: 'client_',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
