import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTempDir } from '../testing/temp-dir.ts';
import { readOriginProfile, readWorkerProfile } from './read-profile.ts';

const frames = [
  ['(idle)', ''],
  ['get', 'file:///x/node_modules/ioredis/built/Redis.js'],
  ['judge', 'file:///x/origin/src/rooms/judge.ts'],
  ['writev', ''],
  ['answer2', 'worker.js'],
];
const profile = JSON.stringify({
  nodes: frames.map(([functionName, url], id) => ({ id, callFrame: { functionName, url } })),
  samples: [0, 1, 2, 2, 3, 4],
  timeDeltas: [900, 10, 20, 20, 25, 25],
});

it('sums busy time up by package, by folder of ours, and by what the runtime does itself', () => {
  const dir = makeTempDir();
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'CPU.1.cpuprofile'), profile);
  writeFileSync(join(dir, 'worker.cpuprofile'), '{}');
  expect(readOriginProfile(dir, { origins: 1 })).toEqual({
    busyMs: 0.1,
    shares: [
      { where: 'origin/src/rooms', share: 0.4 },
      { where: 'writev', share: 0.25 },
      { where: 'worker.js', share: 0.25 },
      { where: 'ioredis', share: 0.1 },
    ],
  });
});

it('sums several origins up together', () => {
  const dir = makeTempDir();
  mkdirSync(dir, { recursive: true });
  const other = JSON.stringify({
    nodes: [{ id: 7, callFrame: { functionName: 'writev', url: '' } }],
    samples: [7],
    timeDeltas: [300],
  });
  writeFileSync(join(dir, 'CPU.1.cpuprofile'), profile);
  writeFileSync(join(dir, 'CPU.2.cpuprofile'), other);
  const { busyMs, shares } = readOriginProfile(dir, { origins: 2 });
  expect(busyMs).toBeCloseTo(0.4);
  expect(shares[0]).toEqual({ where: 'writev', share: 0.8125 });
});

it('sums the Worker up by function, whatever number its bundler gave it', () => {
  const where = readWorkerProfile(profile).shares.map((share) => share.where);
  expect(where).toEqual(['judge()', 'writev', 'answer()', 'get()']);
});

it('has a name for what has none', () => {
  const dir = makeTempDir();
  const nameless = JSON.stringify({
    nodes: [
      { id: 0, callFrame: { functionName: '', url: '' } },
      { id: 1, callFrame: { functionName: '', url: 'worker.js' } },
    ],
    samples: [0, 1],
    timeDeltas: [60, 40],
  });
  writeFileSync(join(dir, 'CPU.1.cpuprofile'), nameless);
  expect(readOriginProfile(dir, { origins: 1 }).shares[0]).toEqual({
    where: '(anonymous)',
    share: 0.6,
  });
  const where = readWorkerProfile(nameless).shares.map((share) => share.where);
  expect(where).toEqual(['(anonymous)', '(anonymous)()']);
});

it('says which folder does not hold the profile of every origin', () => {
  const dir = makeTempDir();
  const read = () => readOriginProfile(dir, { origins: 2 });
  expect(read).toThrow(`${dir} holds profiles of 0 origins, not of 2.`);
});
