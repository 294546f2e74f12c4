import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Edge, edgeBindings, type EdgeOptions } from './edge.ts';
import { discardEdgeBuild } from './edge/build-edge.ts';
import { isListening } from './processes/free-port.ts';
import { superviseProcess } from './processes/supervised-process.ts';
import { edgeDir } from './repository.ts';

type Options = EdgeOptions & { host: string; port: number };

/** The edge for developing: wrangler bundles the Worker anew, and vite the pages, at every change. */
export async function startDevEdge(options: Options): Promise<Edge> {
  const pages = await watchPages(options);
  try {
    const worker = await runWrangler(options);
    return {
      ...worker,
      stop: async () => {
        await worker.stop();
        await pages.stop();
      },
    };
  } catch (error) {
    await pages.stop();
    throw error;
  }
}

function watchPages({ dataDir, log }: Options) {
  const page = join(edgeDir, 'dist', 'client', 'shop.html');
  // From here on dist holds a development build, which no later start may take for the real one.
  discardEdgeBuild();
  return superviseProcess({
    spec: {
      name: 'edge-pages',
      command: process.execPath,
      args: [programOf('vite', 'bin/vite.js'), 'build', '--watch', '--mode', 'development'],
      cwd: edgeDir,
      dataDir,
    },
    isReady: async () => existsSync(page),
    readyWithinMs: 60_000,
    log,
  });
}

async function runWrangler(options: Options): Promise<Edge> {
  const { host, port, dataDir, log } = options;
  const envFile = join(dataDir, 'run', 'worker.env');
  const lines = Object.entries(edgeBindings(options)).map(
    // Keys as JWK have double quotes in them.
    ([name, value]) => `${name}='${value}'\n`,
  );
  writeFileSync(envFile, lines.join(''), { mode: 0o600 });
  const wrangler = await superviseProcess({
    spec: {
      name: 'edge',
      command: process.execPath,
      args: [
        programOf('wrangler', 'bin/wrangler.js'),
        'dev',
        `--ip=${host}`,
        `--port=${port}`,
        `--env-file=${envFile}`,
        '--show-interactive-dev-session=false',
      ],
      cwd: edgeDir,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      dataDir,
    },
    isReady: () => isListening(host, port),
    readyWithinMs: 60_000,
    log,
  });
  return { url: `http://localhost:${port}`, pid: wrangler.pid, stop: wrangler.stop };
}

function programOf(name: string, file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
}
