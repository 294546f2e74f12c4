import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { runCommand } from '../processes/run-command.ts';
import { edgeDir, repositoryDir } from '../repository.ts';
import { StartFailure } from '../start-failure.ts';

const OUTPUTS = [join(edgeDir, 'dist/worker/worker.js'), join(edgeDir, 'dist/client/shop.html')];
const INPUTS = [edgeDir, join(repositoryDir, 'protocol'), join(repositoryDir, 'package-lock.json')];
const NOT_INPUTS = new Set(['dist', 'node_modules', '.wrangler']);
const BUILD_TIMEOUT_MS = 5 * 60_000;
const SHOWN_LINES = 20;

/**
 * Builds the Worker and the pages, unless the last build is newer than everything it is made of.
 * A build that fails leaves no older Worker behind, which could be taken for the new one.
 */
export async function buildEdgeIfStale(log: Log): Promise<void> {
  if (oldestOutput() > Math.max(...INPUTS.map(newestIn))) {
    return;
  }
  log('Building the edge: the Worker and its pages …');
  const build = await runCommand('npm', ['run', 'build'], {
    timeoutMs: BUILD_TIMEOUT_MS,
    cwd: repositoryDir,
    // A test run must not turn the pages into a development build.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (!build.ok) {
    discardEdgeBuild();
    const lines = build.output.split('\n').slice(-SHOWN_LINES).join('\n');
    throw new StartFailure(`The edge could not be built (npm run build):\n${lines}`);
  }
}

/** Makes the next `buildEdgeIfStale` build, whatever lies in dist by then. */
export function discardEdgeBuild(): void {
  OUTPUTS.forEach((file) => rmSync(file, { force: true }));
}

function oldestOutput(): number {
  return Math.min(...OUTPUTS.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)));
}

function newestIn(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) {
    return own.mtimeMs;
  }
  const entries = readdirSync(path).filter((name) => !NOT_INPUTS.has(name));
  // A directory's own time changes with deletions, but also when dist appears in it: files alone count.
  return Math.max(0, ...entries.map((name) => newestIn(join(path, name))));
}
