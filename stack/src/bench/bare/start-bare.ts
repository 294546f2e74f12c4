import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, isListening, LOOPBACK } from '../../processes/free-port.ts';
import { startProcess, untilReady } from '../../processes/managed-process.ts';
import { type BenchStack, POOL } from '../bench-stack.ts';
import type { PurchaseTemplates } from '../buying/purchase-templates.ts';

/** By path, what the bare server answers. */
export type Bodies = Record<string, { headers: Record<string, string>; body: string }>;

const PROGRAM = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
let started = 0;

export async function startBare({ dataDir, databaseUrl, atStop }: BenchStack, bodies: Bodies = {}) {
  started += 1;
  const name = `bare-${started}`;
  const port = await findFreePort();
  const file = join(dataDir, `${name}.json`);
  writeFileSync(file, JSON.stringify(bodies));
  const spec = {
    name,
    command: process.execPath,
    args: [PROGRAM],
    dataDir,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      POOL: String(POOL),
      BODIES: file,
    },
  };
  const bare = startProcess(spec);
  atStop(bare.stop);
  const isReady = () => isListening(LOOPBACK, port);
  await untilReady(spec, bare, { isReady, withinMs: 20_000 });
  const url = `http://${LOOPBACK}:${port}`;
  return {
    url,
    pid: () => bare.pid,
    stop: bare.stop,
    /** Has it send these statements from now on. */
    async learn(templates: PurchaseTemplates): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(templates);
      const { status } = await fetch(`${url}/templates`, { method: 'PUT', headers, body });
      if (status !== 204) {
        // It would answer purchases with the statements that it has, or with none, and look fast.
        throw new Error(`The bare server did not take the statements: it answered ${status}.`);
      }
    },
  };
}
