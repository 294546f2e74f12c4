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

type Share = { where: string; share: number };
/** Busy time in milliseconds, and where it went, the most first. */
export type Profile = { busyMs: number; shares: Share[] };

type CallFrame = { functionName: string; url: string };

/** What makes a process of Node write its profile into a folder when it stops; nothing where there is no folder. */
export function profiledEnv(dir: string | undefined): Record<string, string> {
  return dir === undefined
    ? {}
    : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${JSON.stringify(dir)}` };
}

/** What so many profiled origins were busy with, all of them together, by package or folder. */
export function readOriginProfile(dir: string, { origins }: { origins: number }): Profile {
  const files = readdirSync(dir).filter((name) => /^CPU\..*\.cpuprofile$/.test(name));
  if (files.length !== origins) {
    throw new Error(`${dir} holds profiles of ${files.length} origins, not of ${origins}.`);
  }
  const texts = files.map((file) => readFileSync(join(dir, file), 'utf8'));
  return profileOf(texts, placeOf);
}

/** Where the profiled Worker did, by function: all of it is one file. */
export function readWorkerProfile(text: string): Profile {
  return profileOf([text], (frame) =>
    frame.url === '' ? nameOf(frame) : `${nameOf(frame).replace(/\d+$/, '')}()`,
  );
}

function profileOf(texts: readonly string[], whereOf: (frame: CallFrame) => string): Profile {
  const times = new Map<string, number>();
  for (const text of texts) {
    const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(text));
    const places = new Map(nodes.map(({ id, callFrame }) => [id, whereOf(callFrame)]));
    for (const [index, id] of samples.entries()) {
      const place = places.get(id) ?? '(unknown)';
      times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0));
    }
  }
  times.delete('(idle)');
  const busyUs = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = [...times]
    .map(([where, time]) => ({ where, share: time / busyUs }))
    .sort((a, b) => b.share - a.share);
  return { busyMs: busyUs / 1000, shares };
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
