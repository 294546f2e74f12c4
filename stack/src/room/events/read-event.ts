import {
  eventOverrides,
  eventPatch,
  newEventBody,
  type EventOverrides,
  type EventPatch,
  type NewEventBody,
} from '@frontrow/protocol';
import { CommandFailure } from '../command-failure.ts';
import { readSettings } from '../read-words.ts';

export type EventWords = {
  name?: string | undefined;
  prequeue?: string | undefined;
  start?: string | undefined;
  end?: string | undefined;
  shuffle: boolean;
  'no-shuffle': boolean;
  /** `setting=value` for the time of the event. */
  settings: string[];
};

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The fields that were named. */
function readFields(words: EventWords, now: number) {
  const { name, prequeue, start, end, shuffle, settings } = words;
  return {
    ...(name === undefined ? {} : { name }),
    ...(prequeue === undefined
      ? {}
      : { prequeue_start_time: prequeue === 'none' ? null : readTime(prequeue, now) }),
    ...(start === undefined ? {} : { event_start_time: readTime(start, now) }),
    ...(end === undefined ? {} : { event_end_time: readTime(end, now) }),
    ...(shuffle || words['no-shuffle'] ? { shuffle_at_event_start: shuffle } : {}),
    ...(settings.length === 0 ? {} : { overrides: readOverrides(settings) }),
  };
}

export function readNewEvent(words: EventWords, now: number): NewEventBody {
  const read = newEventBody.safeParse({ name: 'On sale', ...readFields(words, now) });
  if (!read.success) {
    throw new CommandFailure('An event needs at least --start and --end; --help shows the rest.');
  }
  return read.data;
}

export function readEventPatch(words: EventWords, now: number): EventPatch {
  const read = eventPatch.safeParse(readFields(words, now));
  if (!read.success) {
    throw new CommandFailure('Name what to change, such as --end now or --start +10m.');
  }
  return read.data;
}

/** `2026-12-01T10:00:00+09:00`, `now`, or `+10m` from now by this machine's clock. */
export function readTime(text: string, now: number): string {
  if (text === 'now') {
    return new Date(now).toISOString();
  }
  const { count, unit = '' } = /^\+(?<count>\d{1,6})(?<unit>[smhd])$/.exec(text)?.groups ?? {};
  const time = count === undefined ? Date.parse(text) : now + Number(count) * (UNIT_MS[unit] ?? 0);
  // Without a zone a time means something else on every machine.
  const hasZone = count !== undefined || /(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  if (Number.isNaN(time) || !hasZone) {
    throw new CommandFailure(
      `"${text}" is no time, such as 2026-12-01T10:00:00+09:00, +10m, or now.`,
    );
  }
  return new Date(time).toISOString();
}

function readOverrides(words: string[]): EventOverrides {
  const read = eventOverrides.safeParse(readSettings(words));
  if (!read.success) {
    const named = read.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys : issue.path.map(String),
    );
    throw new CommandFailure(`An event cannot change ${named.join(', ')}.`);
  }
  return read.data;
}
