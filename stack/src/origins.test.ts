import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKeys } from './keys.ts';
import { type OriginsOptions, startOrigins } from './origins.ts';
import { readProcessIdentity } from './processes/process-identity.ts';
import { waitUntil } from './processes/wait-until.ts';
import { makeTempDir } from './testing/temp-dir.ts';

const program = fileURLToPath(new URL('./testing/fixtures/fake-origin.ts', import.meta.url));

function originsOptions(more: Partial<OriginsOptions> = {}): OriginsOptions {
  return {
    count: 2,
    databaseUrl: 'mysql://nobody@127.0.0.1/none',
    redisUrl: 'redis://127.0.0.1',
    keys: createKeys(),
    publicUrl: 'http://localhost:8787',
    dataDir: makeTempDir(),
    log: () => undefined,
    program,
    ...more,
  };
}

async function startForTest(more?: Partial<OriginsOptions>) {
  const origins = await startOrigins(originsOptions(more));
  onTestFinished(origins.stop);
  return origins;
}

describe('startOrigins', () => {
  it('shares one port between processes that each have metrics of their own', async () => {
    const { url, processes } = await startForTest();

    const pids = await Promise.all(processes.map(({ metricsUrl }) => readText(metricsUrl)));

    expect(new Set(pids).size).toBe(2);
    expect(pids).toContain(await readText(url));
  });

  it('leaves no process behind after stop', async () => {
    const origins = await startForTest();
    const pids = origins.processes.map(({ pid }) => pid() ?? 0);

    await origins.stop();

    expect(pids.map(readProcessIdentity)).toEqual([undefined, undefined]);
  });

  it('reports an origin that dies, and starts it again', async () => {
    const lines: string[] = [];
    const origins = await startForTest({ count: 1, log: (line) => lines.push(line) });
    await fetch(`${origins.url}/die`).catch(() => undefined);

    const isBack = async () => (await readText(origins.url)) !== '';

    expect(await waitUntil(isBack, { withinMs: 10_000 })).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/origin-1 ended unexpectedly \(code 3\)/)]);
  });

  it('gives one message with the log when an origin does not start, and stops the others', async () => {
    const starting = startOrigins(originsOptions({ env: { REFUSE_TO_START: 'true' } }));

    await expect(starting).rejects.toThrow(
      /origin-1 ended before it was ready \(code 1\).*the database is not there/s,
    );
  });
});

async function readText(url: string): Promise<string> {
  return (await fetch(url)).text();
}
