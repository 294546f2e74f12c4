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

type CallFrame = { functionName: string; url: string };

/** Where the profiled origin spent its busy time, by package or folder, the most first. */
export function readOriginProfile(dir: string): Share[] {
  const file = readdirSync(dir).find((name) => /^CPU\..*\.cpuprofile$/.test(name));
  if (file === undefined) {
    throw new Error(`${dir} holds no profile of an origin.`);
  }
  return sharesOf(JSON.parse(readFileSync(join(dir, file), 'utf8')), placeOf);
}

/** Where the profiled Worker did, by function: all of it is one file. */
export function readWorkerProfile(text: string): Share[] {
  return sharesOf(JSON.parse(text), (frame) =>
    frame.url === '' ? nameOf(frame) : `${nameOf(frame).replace(/\d+$/, '')}()`,
  );
}

function sharesOf(json: unknown, whereOf: (frame: CallFrame) => string): Share[] {
  const { nodes, samples, timeDeltas } = profile.parse(json);
  const places = new Map(nodes.map(({ id, callFrame }) => [id, whereOf(callFrame)]));
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

function placeOf(frame: CallFrame): string {
  const { url } = frame;
  if (url === '') {
    // The native functions that write to sockets, collect garbage, and so on.
    return nameOf(frame);
  }
  const [, dependency] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  const [, own] = /\/((?:protocol|db|origin)\/src\/[^/]+)/.exec(url) ?? [];
  return dependency ?? own ?? url;
}

function nameOf({ functionName }: CallFrame): string {
  return functionName === '' ? '(anonymous)' : functionName;
}
