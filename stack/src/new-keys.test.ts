import { readKeyRing } from '@frontrow/protocol';
import { expect, it } from 'vitest';
import { runCommand } from './processes/run-command.ts';
import { repositoryDir } from './repository.ts';

function newKeys(...args: string[]) {
  const program = `${repositoryDir}/stack/src/new-keys.ts`;
  return runCommand(process.execPath, [program, ...args], { timeoutMs: 20_000 });
}

it('makes key rings that are read, and are others each time', async () => {
  const [first, second] = await Promise.all([newKeys('--kid', 'a-1'), newKeys('--json')]);
  const lines = first.output.trim().split('\n');
  expect(lines.map((line) => line.split(/[=:]/).slice(0, 2))).toEqual([
    ['EDGE_KEYS', 'edge-a-1'],
    ['SESSION_KEYS', 'session-a-1'],
    ['PLACE_KEYS', 'place-a-1'],
  ]);
  const keys = JSON.parse(second.output) as Record<string, string>;
  const rings = [...lines.map((line) => line.replace(/^[A-Z_]+=/, '')), ...Object.values(keys)];
  await Promise.all(rings.map((ring) => readKeyRing(ring)));
  expect(new Set(rings.map((ring) => ring.split(':')[1])).size).toBe(6);
});

it.each([
  [['--kid', 'Not this'], '--kid takes 1 to 20'],
  [['--quick'], '--quick'],
])('says what is wrong with %j', async (args, words) => {
  const { ok, output } = await newKeys(...args);
  expect(ok).toBe(false);
  expect(output).toContain(words);
});
