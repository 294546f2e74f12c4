import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryDir } from '../repository.ts';
import { measuredOn } from '../results/measured-on.ts';
import { boundOf, type ResultRow } from '../results/result-row.ts';
import { writeScalingPage } from '../scaling/write-scaling-page.ts';

export type DrillReport = {
  name: string;
  title: string;
  rows: ResultRow[];
  /** How it was made, where that is no drill. */
  command?: string;
  /** An SVG, kept beside the figures. */
  plot?: string;
};

/** Keeps the figures under docs/results and writes the page anew from all that are kept there. */
export async function keepReport({ plot, ...report }: DrillReport): Promise<string> {
  const dir = join(repositoryDir, 'docs', 'results');
  const dataDir = join(dir, 'waiting-room');
  mkdirSync(dataDir, { recursive: true });
  const { on, commit, cores, node } = await measuredOn();
  const kept = {
    ...report,
    ...(plot === undefined ? {} : { plotFile: `${report.name}.svg` }),
    measured: { on, commit, cores, node },
  };
  if (plot !== undefined) {
    writeFileSync(join(dataDir, `${report.name}.svg`), plot);
  }
  writeFileSync(join(dataDir, `${report.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  const page = join(dir, 'waiting-room.md');
  writeFileSync(page, readKept(dataDir));
  // It computes with figures of the drills too.
  writeScalingPage();
  return page;
}

function readKept(dataDir: string): string {
  const parts = readdirSync(dataDir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const kept = JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as DrillReport & {
        measured: Record<string, string | number>;
        plotFile?: string;
      };
      const { on, commit, cores, node } = kept.measured;
      const rows = kept.rows.map((row) => {
        const bound = boundOf(row);
        return `| ${row.what} | ${row.value} | ${bound === '' ? '' : `(${bound})`} |`;
      });
      return [
        `## ${kept.title}`,
        `\`${kept.command ?? `npm run drill -- ${kept.name}`}\`; measured on ${on}, commit ${commit}, ${cores} cores, Node ${node}.`,
        ['| | measured | bound |', '| --- | ---: | --- |', ...rows].join('\n'),
        ...(kept.plotFile === undefined ? [] : [`![${kept.title}](waiting-room/${kept.plotFile})`]),
      ].join('\n\n');
    });
  const head = [
    '# The waiting room, measured',
    'Written by the commands named below, each with `--keep`. Drills run on real MariaDB, Redis, origins and workerd on one machine; what is simulated says so.',
  ];
  return `${[...head, ...parts].join('\n\n')}\n`;
}
