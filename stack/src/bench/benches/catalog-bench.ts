import { concertPage, type Place, ROOM_SESSION_HEADER, schedulesReply } from '@frontrow/protocol';
import { startBare, type Bodies } from '../bare/start-bare.ts';
import type { Bench } from '../bench-options.ts';
import { growthByConnections } from '../growth/growth-by-connections.ts';
import { compare } from '../measuring/compare.ts';
import { drive } from '../measuring/drive.ts';
import { askFor, firstSession, type Read } from '../measuring/first-session.ts';
import { calledPlaces, createSignShot } from '../measuring/signed-shots.ts';
import { type BenchReport, type Growth, ratioRow } from '../results/bench-report.ts';

const AT_LEAST = 0.7;
const HINT = `The bytes are the same, and lie ready on both sides. Around them stand what the bare handler leaves out: checking the
edge's signature, the room's verdict and the version of what is kept, both asked of Redis, and the way through the API's
routers, its schemas and its headers. The bound leaves ours half as much again as the bare handler takes; checking the
signature alone (\`edge-signature\`, \`key-ring\` and the hashes in *What the origin is busy with*) takes most of that.`;

/** What everybody reads, beside an Express handler that sends the same bytes. */
export async function benchCatalog({ stack, options }: Bench): Promise<BenchReport> {
  const signShot = await createSignShot(stack);
  const [place] = await calledPlaces(stack, 1);
  const session = await firstSession(stack.originUrl, (path) => signShot(place as Place, { path }));
  const headers = { [ROOM_SESSION_HEADER]: session };
  const read: Read = (path) => signShot(place as Place, { path, headers });
  const paths = {
    'concert list': '/api/concerts?limit=20',
    'seat status': `/api/schedules/${await anySchedule(stack.originUrl, read)}/seats`,
  };
  const bare = await startBare(stack, await sameBytes(stack.originUrl, read, Object.values(paths)));
  const bareSide = (path: string) => ({
    pid: bare.pid,
    run: () => drive({ ...shared, url: bare.url, next: () => ({ path }) }),
  });
  const shared = { connections: options.connections, seconds: options.seconds, expected: 200 };
  const rows = [];
  const growth: Growth[] = [];
  for (const [what, path] of Object.entries(paths)) {
    const oursSide = { pid: stack.originPid, run: () => driveOurs(stack.originUrl, path, shared) };
    const compared = await compare(oursSide, bareSide(path), options.rounds);
    rows.push(ratioRow(what, compared, { atLeast: AT_LEAST }));
    const sideAt = (connections: number) => ({
      ...oursSide,
      run: () => driveOurs(stack.originUrl, path, { ...shared, connections }),
    });
    growth.push(...(await growthByConnections(what, sideAt)));
  }
  await bare.stop();
  return { name: 'catalog', title: 'What everybody reads', rows, growth, hint: HINT };

  /** Signed anew for each round: a signature counts for half a minute. */
  async function driveOurs(url: string, path: string, round: typeof shared) {
    const shot = await read(path);
    return drive({ ...round, url, next: () => shot });
  }
}

async function anySchedule(url: string, read: Read): Promise<number> {
  const ask = async (path: string) => (await askFor(url, await read(path))).json();
  const concerts = concertPage.parse(await ask('/api/concerts?limit=20'));
  for (const { id } of concerts.items) {
    const { items } = schedulesReply.parse(await ask(`/api/concerts/${id}/schedules`));
    if (items[0] !== undefined) {
      return items[0].id;
    }
  }
  throw new Error('The demo shop has no date.');
}

/** The origin's own answers, with the headers that say what they are. */
async function sameBytes(url: string, read: Read, paths: string[]): Promise<Bodies> {
  const bodies: Bodies = {};
  for (const path of paths) {
    const answer = await askFor(url, await read(path));
    const kept = ['content-type', 'cache-control', 'etag'].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    const [route = path] = path.split('?');
    bodies[route] = { headers: Object.fromEntries(kept), body: await answer.text() };
  }
  return bodies;
}
