import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.ts';
import { repositoryDir } from '../repository.ts';

export type DrillRow = { what: string; value: number; atMost?: number; atLeast?: number };

export type DrillReport = { name: string; title: string; rows: DrillRow[] };

export function isMet({ value, atMost = Infinity, atLeast = -Infinity }: DrillRow): boolean {
  return value <= atMost && value >= atLeast;
}

/** The report as a table for a terminal. */
export function formatReport({ title, rows }: DrillReport): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const verdict = boundOf(row) === '' ? '' : `  ${isMet(row) ? 'ok' : 'NOT MET'}`;
    return `  ${row.what.padEnd(width)}  ${String(row.value).padStart(10)}${boundOf(row)}${verdict}`;
  });
  return [title, ...lines].join('\n');
}

/** Keeps the figures under docs/results and writes the page anew from all that are kept there. */
export async function keepReport(report: DrillReport): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'waiting-room');
  mkdirSync(dataDir, { recursive: true });
  const { output } = await runCommand(
    'git',
    ['-C', repositoryDir, 'rev-parse', '--short', 'HEAD'],
    {
      timeoutMs: 5_000,
    },
  );
  const kept = {
    ...report,
    measured: {
      on: new Date().toISOString().slice(0, 10),
      commit: output.trim(),
      cores: cpus().length,
      node: process.version,
    },
  };
  writeFileSync(join(dataDir, `${report.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  const page = join(dir, 'waiting-room.md');
  writeFileSync(page, readKept(dataDir));
  return page;
}

function readKept(dataDir: string): string {
  const parts = readdirSync(dataDir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const kept = JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as DrillReport & {
        measured: Record<string, string | number>;
      };
      const { on, commit, cores, node } = kept.measured;
      const rows = kept.rows.map(
        (row) => `| ${row.what} | ${row.value} | ${boundOf(row).trim()} |`,
      );
      return [
        `## ${kept.title}`,
        `\`npm run drill -- ${kept.name}\`; measured on ${on}, commit ${commit}, ${cores} cores, Node ${node}.`,
        ['| | measured | bound |', '| --- | ---: | --- |', ...rows].join('\n'),
      ].join('\n\n');
    });
  const head = [
    '# The waiting room, measured',
    'Written by `npm run drill -- <name> --keep`; real MariaDB, Redis, origins and workerd on one machine.',
  ];
  return `${[...head, ...parts].join('\n\n')}\n`;
}

function boundOf({ atMost, atLeast }: DrillRow): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
  ];
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`;
}
