import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const profile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

export type Share = { where: string; share: number };

/** Where the profiled process spent its busy time, by package or folder, the most first. */
export function readProfile(dir: string): Share[] {
  const file = readdirSync(dir).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) {
    throw new Error(`${dir} holds no profile.`);
  }
  const { nodes, samples, timeDeltas } = profile.parse(
    JSON.parse(readFileSync(join(dir, file), 'utf8')),
  );
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? '(unknown)';
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  times.delete('(idle)');
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([where, time]) => ({ where, share: time / busy }))
    .sort((a, b) => b.share - a.share);
}

function placeOf({ functionName, url }: { functionName: string; url: string }): string {
  if (url === '') {
    // The native functions that write to sockets, collect garbage, and so on.
    return functionName;
  }
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  const [, own] = /\/((?:protocol|db|origin)\/src\/[^/]+)/.exec(url) ?? [];
  return dependency ?? own ?? url;
}
