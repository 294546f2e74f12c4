import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { simulate } from './simulate-command.ts';

const dir = mkdtempSync(join(tmpdir(), 'frontrow-simulate-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  await simulate(args, { print: (text) => printed.push(text), note: () => undefined });
  return printed.join('\n');
}

describe('npm run room -- simulate', () => {
  it('shows the three ways side by side, the same each time', async () => {
    const table = await run('--visitors', '2000', '--absent', '0.3', '--seed', '5');
    expect(table).toMatch(/fixed, margin 0\.7 +fixed, margin 1 +controlled\nminutes of overload/);
    expect(table.split('\n')).toHaveLength(10);
    expect(await run('--visitors', '2000', '--absent', '0.3', '--seed', '5')).toBe(table);
  });

  it('tells programs, takes recorded arrivals, and writes a plot', async () => {
    const arrivals = join(dir, 'arrivals.txt');
    const svg = join(dir, 'plot.svg');
    writeFileSync(arrivals, Array.from({ length: 300 }, (_, index) => index / 10).join('\n'));
    const args = ['--json', '--arrivals', arrivals, '--svg', svg, '--absent', '0'];
    const { recordings } = JSON.parse(await run(...args)) as { recordings: { entered: number }[] };
    expect(recordings.map(({ entered }) => entered)).toEqual([300, 300, 300]);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [^]*polyline[^]*<\/svg>\n$/);
  });

  it.each([
    [['--absent', '1'], '--absent takes a number from 0 to 0.95'],
    [['--visitors', '1.5'], '--visitors takes a number'],
    [['--minutes', ''], '--minutes takes a number'],
    [['--arrivals', join(dir, 'none')], 'cannot be read'],
    [['--loud'], "Unknown option '--loud'"],
  ])('says what is wrong: %j', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
  });
});
