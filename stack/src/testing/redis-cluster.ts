import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findFreePort, isListening, LOOPBACK } from '../processes/free-port.ts';
import { type ManagedProcess, startProcess, untilReady } from '../processes/managed-process.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { findProgram } from '../servers/find-program.ts';
import { StartFailure } from '../start-failure.ts';

const NODES = 3;
const SLOTS = 16_384;
const READY_WITHIN_MS = 30_000;

type Node = { port: number; busPort: number; process: ManagedProcess };

/** Three nodes of a Redis Cluster that share the slots, on free ports and with nothing on disk to outlive them. */
export async function startRedisCluster(dataDir: string) {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) {
    throw new StartFailure('A cluster needs redis-server, which is not installed.');
  }
  const nodes: Node[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(({ process }) => process.stop()));
  };
  try {
    for (let index = 0; index < NODES; index += 1) {
      nodes.push(await startNode(program, dataDir, index));
    }
    await joinNodes(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const urls = nodes.map(({ port }) => `redis://${LOOPBACK}:${port}`);
  return { urls, url: urls.join(','), stop };
}

async function startNode(program: string, dataDir: string, index: number): Promise<Node> {
  const [port, busPort] = [await findFreePort(), await findFreePort()];
  const dir = join(dataDir, `node-${index}`);
  mkdirSync(dir, { recursive: true });
  const settings = [
    ['--port', String(port), '--bind', LOOPBACK, '--dir', dir, '--save', '', '--appendonly', 'no'],
    ['--cluster-enabled', 'yes', '--cluster-port', String(busPort)],
    // On a busy machine a node that is slow to answer must not pass for dead.
    ['--cluster-node-timeout', '15000'],
  ];
  const spec = { name: `redis-node-${index}`, command: program, args: settings.flat(), dataDir };
  const process = startProcess(spec);
  const isReady = () => isListening(LOOPBACK, port);
  await untilReady(spec, process, { isReady, withinMs: READY_WITHIN_MS });
  return { port, busPort, process };
}

/** Gives each node its share of the slots, lets them meet, and waits until each knows of all. */
async function joinNodes(nodes: Node[]): Promise<void> {
  const clients = nodes.map(({ port }) => new Redis(port, LOOPBACK));
  try {
    const share = Math.ceil(SLOTS / nodes.length);
    for (const [index, client] of clients.entries()) {
      const last = Math.min(SLOTS, (index + 1) * share) - 1;
      await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last);
    }
    for (const { port, busPort } of nodes.slice(1)) {
      await clients[0]?.call('CLUSTER', 'MEET', LOOPBACK, port, busPort);
    }
    const isJoined = async () => (await Promise.all(clients.map(knowsAll))).every(Boolean);
    if (!(await waitUntil(isJoined, { withinMs: READY_WITHIN_MS }))) {
      throw new StartFailure(`The nodes of the cluster did not find each other.`);
    }
  } finally {
    clients.forEach((client) => client.disconnect());
  }
}

async function knowsAll(client: Redis): Promise<boolean> {
  const info = String(await client.call('CLUSTER', 'INFO'));
  const wanted = [
    'cluster_state:ok',
    `cluster_slots_ok:${SLOTS}`,
    `cluster_known_nodes:${NODES}`,
    `cluster_size:${NODES}`,
  ];
  return wanted.every((line) => info.includes(`${line}\r`));
}
