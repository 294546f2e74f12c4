import { boundOf, isMet } from '../../results/result-row.ts';
import { type BenchReport, type BenchRow, type Growth, slopeOf } from './bench-report.ts';

export type Measurement = {
  on: string;
  commit: string;
  machine: string;
  versions: string;
  command: string;
  note: string | null;
};
export type Kept = Omit<BenchReport, 'plots'> & { plotFiles?: string[]; measured: Measurement };

const HEAD = `# Distance to the limit

Written by \`npm run bench -- --keep\`. Each ratio is what Frontrow does in a second over what the least that could do
the same does, on the same machine, in rounds that take turns; the first round of each is dropped, the rest are medians.
Places and purchases are drawn at random; the shop is the demo's, the same each time.

- *bare Express* sends the bytes of the origin's own answer from memory;
- *bare mysql2* sends the statements that the database logged for one purchase, with other values, on a pool of the same
  size, behind a bare Express handler;
- *an empty Worker* sends the bytes of a poll's answer on the same workerd;
- *a bare EVALSHA* looks at one score of one set.

*Processor* is what a request costs the process that answers it. It tells more than the requests a second where the
machine is shared, since whatever asks them takes its part of the same cores.

How each figure grows with connections and with waiting visitors stands in its chapter. Three chapters have commands of
their own: \`--only rows\` (growth over the rows of the shop), \`--only origins\` (one, two and four of them) and \`--only soak\`.

![How far from the limit](performance/distance.svg)
`;

export function performancePage(kept: Kept[]): string {
  return [HEAD, ...kept.map(chapterOf)].join('\n');
}

function chapterOf({ title, rows, growth = [], hint, plotFiles = [], measured }: Kept): string {
  const { on, commit, machine, versions, command, note } = measured;
  const parts = [
    `## ${title}`,
    `\`${command}\`; measured on ${on}, commit ${commit}, ${machine}, ${versions}.${note === null ? '' : ` ${note}`}`,
    tableOf(rows),
    ...(growth.length === 0 ? [] : [growthTable(growth)]),
    ...(hint === undefined ? [] : [hint]),
    ...plotFiles.map((file) => `![${title}](performance/${file})`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableOf(rows: BenchRow[]): string {
  const lines = rows.map((row) => {
    const { ours, bare, cpuRatio } = row;
    const sides =
      ours === undefined || bare === undefined
        ? ['', '']
        : [
            `${Math.round(ours.perSecond)} / ${Math.round(bare.perSecond)}`,
            processorOf(ours.cpuMicroseconds, bare.cpuMicroseconds, cpuRatio),
          ];
    const bound = boundOf(row);
    const verdict =
      bound === '' ? '' : `${bound} ${row.unit}: ${isMet(row) ? 'met' : '**not met**'}`;
    return `| ${[row.what, `${row.value} ${row.unit === 'ratio' ? '' : row.unit}`.trim(), ...sides, verdict].join(' | ')} |`;
  });
  const head = '| | figure | ours / bare, a second | processor, ours / bare | bound |';
  return [head, '| --- | ---: | ---: | --- | --- |', ...lines].join('\n');
}

function processorOf(
  ours: number | null,
  bare: number | null,
  ratio: number | null | undefined,
): string {
  if (ours === null || bare === null || ratio === null || ratio === undefined) {
    return '';
  }
  return `${Math.round(ours)} / ${Math.round(bare)} µs: ${ratio.toFixed(2)}`;
}

function growthTable(growth: Growth[]): string {
  const lines = growth.map((one) => {
    const points = one.points.map(({ size, value }) => `${size.toLocaleString('en')}: ${value}`);
    return `| ${one.what}, ${one.unit} | ${one.of} | ${points.join(' · ')} | ${slopeOf(one)} |`;
  });
  return [
    'Growth; slope 0 stays flat, 1 grows in step with the size:',
    '',
    '| | by | | slope |',
    '| --- | --- | --- | ---: |',
    ...lines,
  ].join('\n');
}
