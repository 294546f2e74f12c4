import { describe, expect, it } from 'vitest';
import { makeTempDir } from '../testing/temp-dir.ts';
import { type ProcessSpec, startProcess, untilReady } from './managed-process.ts';
import { readProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

function nodeSpec(script: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const args = ['-e', script];
  return { name: 'child', command: process.execPath, args, dataDir: makeTempDir(), ...more };
}

describe('startProcess', () => {
  it('leaves nothing running after stop, grandchildren of a deaf child included', async () => {
    const script = `
      process.on('SIGTERM', () => {});
      const { spawn } = require('node:child_process');
      console.log(spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']).pid);
      setInterval(() => {}, 1000);`;
    const child = startProcess(nodeSpec(script, { stopWithinMs: 100 }));
    await waitUntil(() => child.lastLines().trim() !== '', { withinMs: 10_000 });
    const grandchild = Number(child.lastLines());

    await child.stop();

    expect(await child.exited).toBe('signal SIGKILL');
    const isGone = () => readProcessIdentity(grandchild) === undefined;
    expect(await waitUntil(isGone, { withinMs: 5000 })).toBe(true);
  });

  it('tells a program that does not exist by the way it ends', async () => {
    const child = startProcess(nodeSpec('', { command: '/no/such/program' }));

    expect(await child.exited).toMatch(/ENOENT/);
  });
});

describe('untilReady', () => {
  it('shows the last lines of a child that ended before it was ready', async () => {
    const spec = nodeSpec('console.error("cannot open the data file"); process.exit(7)');
    const waiting = untilReady(spec, startProcess(spec), {
      isReady: async () => false,
      withinMs: 10_000,
    });

    await expect(waiting).rejects.toThrow(
      /child ended before it was ready \(code 7\).*child\.log:\n {2}cannot open the data file/s,
    );
  });

  it('stops a child that does not become ready in time', async () => {
    const spec = nodeSpec('setInterval(() => {}, 1000)');
    const child = startProcess(spec);

    const waiting = untilReady(spec, child, { isReady: async () => false, withinMs: 100 });

    await expect(waiting).rejects.toThrow(/child was not ready within 0\.1 s/);
    expect(child.hasExited()).toBe(true);
  });
});
