import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomSettingsPatch } from '@frontrow/protocol';
import { codes } from './code-commands.ts';
import { CommandFailure } from './command-failure.ts';
import { control } from './control-command.ts';
import { draws, event } from './events/event-commands.ts';
import { OFFLINE_COMMANDS } from './offline-commands.ts';
import type { OperatorClient } from './operator-client.ts';
import { readMessage, readRevocation, readSettings } from './read-words.ts';
import { create, remove, routes } from './registry-commands.ts';
import type { RoomCommand } from './room-command.ts';
import type { RoomOptions } from './room-options.ts';
import { rangeText, roomTable } from './room-table.ts';
import { readThemeWords } from './theme/read-theme.ts';
import { verify } from './verify/verify-command.ts';

const WATCH_MS = 1000;
const LONGEST_SHOWN = 300;
const CLEAR_SCREEN = '\u001B[2J\u001B[H';

const setting =
  (read: (options: RoomOptions) => RoomSettingsPatch): RoomCommand =>
  async (client, options, print) => {
    const patch = read(options);
    const { room } = options;
    const { settings: before, settingsVersion } = await client.room(room);
    const changes = Object.entries(patch).filter(
      ([name, value]) => textOf(before[name as keyof typeof before]) !== textOf(value),
    );
    if (changes.length === 0) {
      print(`Room ${room} is so already; nothing was changed.`);
      return;
    }
    const { settings: after } = await client.change(room, patch, settingsVersion);
    for (const [name] of changes) {
      const key = name as keyof typeof before;
      print(`${room}: ${name}  ${short(textOf(before[key]))} → ${short(textOf(after[key]))}`);
    }
  };

const status: RoomCommand = async (client, options, print) => {
  do {
    const shown = await readStatus(client, options);
    print(options.watch && !options.json ? `${CLEAR_SCREEN}${shown}` : shown);
    await sleep(options.watch ? WATCH_MS : 0);
  } while (options.watch);
};

async function readStatus(client: OperatorClient, { words, json }: RoomOptions): Promise<string> {
  const [room] = words;
  const views = room === undefined ? await client.rooms() : [await client.room(room)];
  if (json) {
    return JSON.stringify(room === undefined ? { items: views } : views[0]);
  }
  return views.map(roomTable).join('\n');
}

const revoke: RoomCommand = async (client, options, print) => {
  const { room, placeId, numbers, endedNow } = await client.revoke(
    options.room,
    readRevocation(options),
  );
  const whom = numbers === null ? `the place ${placeId ?? ''}` : `numbers ${rangeText(numbers)}`;
  print(
    endedNow === null
      ? `${room}: ${whom} revoked; Redis is away, it takes effect when it is back.`
      : `${room}: ${whom} revoked. Ended at once: ${endedNow}; the others with their next request.`,
  );
};

export const COMMANDS: Record<string, RoomCommand> = {
  status,
  set: setting(({ words }) => readSettings(words)),
  pause: setting(() => ({ queue_all: true })),
  resume: setting(() => ({ queue_all: false })),
  suspend: setting(() => ({ suspended: true })),
  unsuspend: setting(() => ({ suspended: false })),
  drain: setting(() => ({ drain: true })),
  undrain: setting(() => ({ drain: false })),
  theme: setting((options) => ({ theme: readThemeWords(options) })),
  message: setting((options) => ({ message: readMessage(options) })),
  revoke,
  event,
  draws,
  verify,
  codes,
  create,
  routes,
  delete: remove,
  control,
};

export function findCommand(name: string | undefined): RoomCommand {
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command === undefined) {
    const said = name === undefined ? 'Name a command' : `There is no command "${name}"`;
    throw new CommandFailure(
      `${said}: ${[...Object.keys(COMMANDS), ...Object.keys(OFFLINE_COMMANDS)].join(', ')}. --help explains them.`,
    );
  }
  return command;
}

/** A logo is long. */
function short(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
