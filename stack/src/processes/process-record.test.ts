import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeTempDir } from '../testing/temp-dir.ts';
import { readProcessIdentity } from './process-identity.ts';
import { recordProcess, stopLeftovers } from './process-record.ts';

async function startSleeper(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

describe('stopLeftovers', () => {
  it('stops what an earlier start recorded, edge first, and forgets it', async () => {
    const dataDir = makeTempDir();
    const [database, edge] = [await startSleeper(), await startSleeper()];
    recordProcess(dataDir, 'database', database);
    recordProcess(dataDir, 'edge', edge);
    const lines: string[] = [];

    await stopLeftovers(dataDir, (line) => lines.push(line));

    expect(lines).toEqual([
      expect.stringContaining(`edge (process ${edge})`),
      expect.stringContaining(`database (process ${database})`),
    ]);
    expect(readProcessIdentity(edge)).toBeUndefined();
    expect(readProcessIdentity(database)).toBeUndefined();
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
  });

  it('leaves a program alone that was given the recorded pid later', async () => {
    const dataDir = makeTempDir();
    const pid = await startSleeper();
    mkdirSync(join(dataDir, 'run'));
    const record = { name: 'edge', pid, identity: 'another start time' };
    writeFileSync(join(dataDir, 'run', 'edge.json'), JSON.stringify(record));

    await stopLeftovers(dataDir, () => undefined);

    expect(readProcessIdentity(pid)).toBeDefined();
  });

  it('survives a record that was cut short', async () => {
    const dataDir = makeTempDir();
    mkdirSync(join(dataDir, 'run'));
    writeFileSync(join(dataDir, 'run', 'edge.json'), '{"name":"ed');

    await expect(stopLeftovers(dataDir, () => undefined)).resolves.toBeUndefined();
  });
});
