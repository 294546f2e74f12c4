import { join, relative } from 'node:path';
import type { RunningStack } from './run-stack.ts';
import type { StartOptions } from './start-options.ts';

/** What a person needs once everything runs. */
export function startSummary(
  { edge, origins, accounts }: RunningStack,
  { dataDir, publicUrl }: StartOptions,
  tookMs: number,
): string {
  const place = (name: string) => relative(process.cwd(), join(dataDir, name)) || name;
  const rows: [string, string][] = [
    ['Shop', edge.url],
    ...(publicUrl === edge.url ? [] : [['For browsers', publicUrl] satisfies [string, string]]),
    [
      'Origin API',
      `${origins.url} (processes: ${origins.processes.length}; buyers come through the shop)`,
    ],
    ...origins.processes.map(({ name, metricsUrl }): [string, string] => [
      `Metrics ${name}`,
      `${metricsUrl}/metrics`,
    ]),
    ['Database, Redis', `addresses in ${place('servers.json')}`],
    ['Logs', place('logs')],
  ];
  return [
    `\nFrontrow runs (started in ${(tookMs / 1000).toFixed(1)} s).\n`,
    ...rows.map(row),
    ...(accounts === undefined ? [] : accountLines(accounts)),
    '\nCtrl-C stops everything. The data stays; npm start -- --fresh begins anew.\n',
  ].join('\n');
}

function accountLines({ buyers, operator }: NonNullable<RunningStack['accounts']>): string[] {
  return [
    '\nDemo accounts, for trying the shop on this machine only:\n',
    ...buyers.map(({ email, password }) => row(['Buyer', `${email}  ${password}`])),
    row(['Operator', `${operator.email}  ${operator.password}`]),
  ];
}

function row([name, value]: [string, string]): string {
  return `  ${name.padEnd(17)} ${value}`;
}
