import type { ControlStep, OriginLoad, RoomControlView } from '@frontrow/protocol';
import { CommandFailure } from './command-failure.ts';
import type { RoomCommand } from './room-command.ts';

const STEPS_SHOWN = 15;

/** `npm run room -- control [room]` */
export const control: RoomCommand = async (client, { words, room, json }, print) => {
  if (words.length > 1) {
    throw new CommandFailure('Name one room: control main.');
  }
  const view = await client.control(words[0] ?? room);
  print(json ? JSON.stringify(view) : controlTable(view));
};

/** What the controller sees, does, and why, for people to read. */
function controlTable({
  room,
  controlled,
  stockLimited,
  load,
  latest,
  steps,
}: RoomControlView): string {
  const follows = [controlled && 'the origins', stockLimited && 'the stock'].filter(Boolean);
  return [
    `Room ${room} follows ${follows.join(' and ') || 'nothing: set controlled=true or stock_limited=true'}`,
    ...loadRows(load),
    ...(latest === null ? [] : limitRows(latest)),
    ...(steps.length === 0 ? [] : ['The last steps that changed something']),
    ...steps.slice(0, STEPS_SHOWN).map(stepLine),
    '',
  ].join('\n');
}

function loadRows(load: OriginLoad | null): string[] {
  if (load === null) {
    return [row('origins', 'none tells how it does')];
  }
  return [
    row('origins', `${load.origins}, ${load.requests} requests in their last windows`),
    row('95th percentile', load.p95Ms === null ? 'too few requests' : ms(load.p95Ms)),
    row('failed', load.errorShare === null ? 'too few requests' : percent(load.errorShare)),
    row('event loops late', ms(load.eventLoopDelayMs)),
    row('wait for a connection', ms(load.poolWaitMs)),
  ];
}

function limitRows({ limits, reason, sentence }: ControlStep): string[] {
  const { activeUsers, usersPerMinute, soldOut } = limits;
  return [
    row('inside at most', `${activeUsers}${soldOut ? ', sold out' : ''}`),
    row('entries a minute', String(usersPerMinute)),
    row('latest step', `${reason}: ${sentence}`),
  ];
}

function stepLine({ at, reason, sentence }: ControlStep): string {
  return `  ${new Date(at).toISOString().slice(0, 19)}Z  ${reason.padEnd(15)} ${sentence}`;
}

const row = (name: string, value: string): string => `  ${name.padEnd(24)} ${value}`;
const ms = (value: number): string => `${Math.round(value)} ms`;
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
