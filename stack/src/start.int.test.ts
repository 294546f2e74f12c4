import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findFreePort, isListening, LOOPBACK } from './processes/free-port.ts';
import { waitUntil } from './processes/wait-until.ts';
import { findProgram } from './servers/find-program.ts';
import { makeTempDir } from './testing/temp-dir.ts';

const areInstalled =
  findProgram('mariadbd', 'mysqld') !== undefined && findProgram('redis-server') !== undefined;
const startMs = 90_000;

type Launch = {
  launcher: ChildProcess;
  output: () => string;
  port: number;
  exitCode: Promise<number>;
};

/** The launcher as `npm start` runs it, on servers and ports of its own. */
function launch(dataDir: string, port: number): Launch {
  const program = fileURLToPath(new URL('./start.ts', import.meta.url));
  const { DATABASE_URL: _d, REDIS_URL: _r, ...env } = process.env;
  const launcher = spawn(
    process.execPath,
    [program, '--data', dataDir, '--port', String(port), '--origins', '1'],
    { env },
  );
  let output = '';
  launcher.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  launcher.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = once(launcher, 'exit').then(([code]) => code as number);
  onTestFinished(async () => {
    launcher.kill('SIGTERM');
    await exitCode;
  });
  return { launcher, output: () => output, port, exitCode };
}

async function launchToTheEnd(dataDir: string, port: number): Promise<Launch> {
  const started = launch(dataDir, port);
  const isOver = () =>
    started.output().includes('Ctrl-C stops everything') || started.launcher.exitCode !== null;
  await waitUntil(isOver, { withinMs: startMs });
  expect(started.output()).toContain('Ctrl-C stops everything');
  return started;
}

// The suite also runs with servers that are given; starting private ones needs them installed.
describe.skipIf(!areInstalled)('npm start', () => {
  it(
    'serves the shop, also after a start that was killed, and leaves nothing running when stopped',
    async () => {
      const [dataDir, port] = [makeTempDir(), await findFreePort()];
      const killed = await launchToTheEnd(dataDir, port);
      killed.launcher.kill('SIGKILL');
      await killed.exitCode;

      const second = await launchToTheEnd(dataDir, port);
      const shop = await fetch(`http://${LOOPBACK}:${port}/`, { headers: { Accept: 'text/html' } });
      expect(shop.status).toBe(200);
      expect(second.output()).toMatch(/Stopping edge \(process \d+\), left over/);

      // As under npm: the terminal's Ctrl-C arrives twice within milliseconds.
      second.launcher.kill('SIGINT');
      second.launcher.kill('SIGINT');
      expect(await second.exitCode).toBe(0);
      expect(notesOfProcesses(dataDir)).toEqual([]);
      expect(await isListening(LOOPBACK, port)).toBe(false);
    },
    3 * startMs,
  );

  it('ends with one message when the port is in use, before any server starts', async () => {
    const [dataDir, port] = [makeTempDir(), await findFreePort()];
    const other = createServer().listen(port, LOOPBACK);
    onTestFinished(() => void other.close());

    const { output, exitCode } = launch(dataDir, port);

    expect(await exitCode).toBe(1);
    expect(output().trim()).toMatch(
      /^Frontrow did not start\.\nPort \d+ on 127\.0\.0\.1 is in use/,
    );
    expect(readdirSync(join(dataDir, 'logs'))).toEqual([]);
  });
});

function notesOfProcesses(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'run')).filter((name) => name.endsWith('.json'));
}
