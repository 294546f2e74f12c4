import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const repositoryDir = fileURLToPath(new URL('../..', import.meta.url));
export const edgeDir = join(repositoryDir, 'edge-worker');
export const originServer = join(repositoryDir, 'origin', 'src', 'server.ts');
