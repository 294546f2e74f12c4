import type { EventAdminView, EventPreview } from '@frontrow/protocol';
import { CommandFailure } from '../command-failure.ts';
import type { RoomCommand } from '../room-command.ts';
import { readEventPatch, readNewEvent, type EventWords } from './read-event.ts';
import { simulatedText } from './simulate-event.ts';

const list: RoomCommand = async (client, { room, json }, print) => {
  const items = await client.events.list(room);
  if (json) {
    print(JSON.stringify({ items }));
    return;
  }
  print(items.length === 0 ? `Room ${room} has no events.` : items.map(eventText).join('\n'));
};

const create: RoomCommand = async (client, options, print) => {
  const { room, words } = options;
  const body = readNewEvent(wordsOf(options, words.slice(1)), Date.now());
  print(eventText(await client.events.create(room, body)));
};

const preview: RoomCommand = async (client, options, print) => {
  const { room, words, visitors, json } = options;
  const expected = visitors === undefined ? undefined : Number(visitors);
  const body = readNewEvent(wordsOf(options, words.slice(1)), Date.now());
  const shown = await client.events.preview(room, body, expected);
  print(json ? JSON.stringify(shown) : previewText(shown));
};

const simulate: RoomCommand = async (client, options, print) => {
  const { room, words } = options;
  const body = readNewEvent(wordsOf(options, words.slice(1)), Date.now());
  print(simulatedText(await client.events.preview(room, body, undefined), options));
};

const change: RoomCommand = async (client, options, print) => {
  const { room, words } = options;
  const id = readId(words[1]);
  const patch = readEventPatch(wordsOf(options, words.slice(2)), Date.now());
  print(eventText(await client.events.change(room, id, patch)));
};

const remove: RoomCommand = async (client, { room, words }, print) => {
  const id = readId(words[1]);
  await client.events.remove(room, id);
  print(`${room}: event ${id} is deleted.`);
};

const VERBS: Record<string, RoomCommand> = {
  list,
  create,
  change,
  delete: remove,
  preview,
  simulate,
};

/** `event list | create | change ID | delete ID | preview | simulate` */
export const event: RoomCommand = async (client, options, print) => {
  const verb = VERBS[options.words[0] ?? 'list'];
  if (verb === undefined) {
    throw new CommandFailure(`event takes one of ${Object.keys(VERBS).join(', ')}.`);
  }
  await verb(client, options, print);
};

/** `draws`: what the room has drawn, and how it can be checked. */
export const draws: RoomCommand = async (client, { room, json }, print) => {
  const items = await client.events.draws(room);
  if (json) {
    print(JSON.stringify({ items }));
    return;
  }
  const lines = items.map(
    ({ id, n, base, closedAt, key, commitment }) =>
      `draw ${id}  ${closedAt}  ${n} tickets, numbers ${base + 1}–${base + n}\n` +
      (key === null
        ? '  in order of arrival'
        : `  key        ${key}\n  commitment ${commitment ?? ''}`),
  );
  print(lines.join('\n') || `Room ${room} has drawn nothing yet.`);
};

type Options = Omit<EventWords, 'settings'>;

function wordsOf(options: Options, settings: string[]): EventWords {
  return { ...options, settings };
}

function readId(word: string | undefined): number {
  if (!/^[1-9]\d{0,9}$/.test(word ?? '')) {
    throw new CommandFailure('Name the event by its number; event list shows them.');
  }
  return Number(word);
}

function eventText(view: EventAdminView): string {
  const { id, name, phase, prequeue_start_time: prequeue, commitment, overrides } = view;
  const changed = Object.entries(overrides).map(
    ([key, value]) => `${key}=${JSON.stringify(value)}`,
  );
  const rows = [
    `event ${id}  ${name}: ${view.suspended ? 'suspended' : phase}`,
    `  pre-queue  ${prequeue ?? 'none'}${view.shuffle_at_event_start ? ', shuffled at the start' : ''}`,
    `  start      ${view.event_start_time}`,
    `  end        ${view.event_end_time}`,
    ...(changed.length === 0 ? [] : [`  settings   ${changed.join(' ')}`]),
    ...(commitment === null ? [] : [`  commitment ${commitment}`]),
  ];
  return rows.join('\n');
}

function previewText({ phases, notes, estimate }: EventPreview): string {
  const rows = phases.map(({ phase, from, to, settings, changed }) => {
    const values = changed.map((name) => `${name}=${JSON.stringify(settings[name as never])}`);
    const time = `${from ?? 'until'} ${from !== null && to !== null ? '– ' : ''}${to ?? 'on'}`;
    return `${phase.padEnd(9)} ${time}\n          ${values.join(' ') || 'the settings of the room'}`;
  });
  const expected =
    estimate === null
      ? []
      : [
          `${estimate.visitors} visitors: the last one is in after ${estimate.minutesToLast} minutes ` +
            `(bound by ${estimate.boundBy}), ${estimate.fitsBeforeEnd ? 'before' : 'after'} the end.`,
        ];
  return [...rows, ...notes, ...expected].join('\n');
}
