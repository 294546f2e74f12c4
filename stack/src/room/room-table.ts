import type { NumberRange, RoomAdminView, RoomMessage, RoomSnapshot } from '@frontrow/protocol';
import { coverText } from './registry-commands.ts';

/** A room for people to read: what is going on, then the settings. */
export function roomTable(view: RoomAdminView): string {
  const { room, settings, settingsVersion, live } = view;
  const { message, ...shown } = settings;
  const rows: [string, string][] = [
    ...(live === null ? [NOT_LIVE] : liveRows(live)),
    ['covers', coverText(view)],
    ['message', messageText(message)],
  ];
  const fields = Object.entries(shown).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return [
    `Room ${room}: ${stateOf(settings)}`,
    ...rows.map(row),
    `Settings, version ${settingsVersion}`,
    ...fields.map(row),
    '',
  ].join('\n');
}

const NOT_LIVE: [string, string] = ['now', 'not known: Redis is away'];

function liveRows(live: RoomSnapshot): [string, string][] {
  const { active, called, waiting, issued, calledUpTo, epoch, entriesLastMinute } = live;
  const { total_active_users: capacity, new_users_per_minute: rate } = live.settings;
  return [
    ['inside', `${count(active)} of ${count(capacity)}`],
    ['called', count(called)],
    ['waiting', count(waiting)],
    ['entered', `${count(entriesLastMinute)} in the last minute, of ${count(rate)}`],
    ['numbers', `called up to ${count(calledUpTo)} of ${count(issued)} given, epoch ${epoch}`],
    ...drainRows(live),
    ...eventRows(live),
    ['revoked', live.revokedNumbers.map(rangeText).join(', ') || 'no numbers'],
  ];
}

/** When the line of a room that takes nobody new will be through, as fast as it has moved lately. */
function drainRows({ settings, waiting, called, flow }: RoomSnapshot): [string, string][] {
  if (!settings.drain) {
    return [];
  }
  const left = waiting + called;
  const seconds = left / flow.entriesPerSecond;
  const known = left === 0 || Number.isFinite(seconds);
  const eta =
    left === 0 ? 'nobody waits any more' : `about ${Math.ceil(seconds / 60)} min to the end`;
  return [['draining', known ? eta : 'nobody has entered in the last minute']];
}

function eventRows({ event }: RoomSnapshot): [string, string][] {
  if (event === null) {
    return [];
  }
  const { id, name, phase, event_start_time: start, event_end_time: end } = event;
  return [['event', `${name} (${id}): ${phase}, from ${start} to ${end}`]];
}

function stateOf({
  suspended,
  queue_all,
  queueing_method,
  drain,
}: RoomAdminView['settings']): string {
  if (suspended) {
    return 'suspended, everybody passes';
  }
  if (drain) {
    return `draining (${queueing_method})`;
  }
  return queue_all ? `paused (${queueing_method})` : `open (${queueing_method})`;
}

function messageText(message: RoomMessage | null): string {
  if (message === null) {
    return 'none';
  }
  const { text, ...translated } = message;
  return [text, ...Object.entries(translated).map(([tag, words]) => `${tag}: ${words}`)].join(
    ' · ',
  );
}

export function rangeText({ from, to }: NumberRange): string {
  return `${count(from)}–${count(to)}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function row([name, value]: [string, string]): string {
  return `  ${name.padEnd(24)} ${value}`;
}
