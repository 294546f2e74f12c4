import {
  placeId,
  roomMessage,
  roomSettings,
  roomSettingsPatch,
  type RevocationBody,
  type RoomMessage,
  type RoomSettingsPatch,
} from '@frontrow/protocol';
import type { z } from 'zod';
import { CommandFailure } from './command-failure.ts';

/** Those that are more than one word have commands of their own. */
const SETTINGS = Object.keys(roomSettings.shape).filter(
  (name) => name !== 'message' && name !== 'theme',
);

/** `total_active_users=800 queue_all=true` as a patch that the API takes. */
export function readSettings(words: readonly string[]): RoomSettingsPatch {
  if (words.length === 0) {
    throw new CommandFailure(`Name a setting and its value: set total_active_users=800.`);
  }
  return check(roomSettingsPatch, Object.fromEntries(words.map(readPair)));
}

function readPair(word: string): [string, unknown] {
  const at = word.indexOf('=');
  const name = word.slice(0, at);
  if (at < 1) {
    throw new CommandFailure(`"${word}" is no setting with a value, such as claim_seconds=30.`);
  }
  if (!SETTINGS.includes(name)) {
    throw new CommandFailure(`There is no setting "${name}". There are: ${SETTINGS.join(', ')}.`);
  }
  return [name, readValue(word.slice(at + 1))];
}

function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

type MessageWords = {
  words: string[];
  clear: boolean;
  ko?: string | undefined;
  en?: string | undefined;
  ja?: string | undefined;
};

/** The message to set; null takes it back. Where no text is given, a translation stands in for it. */
export function readMessage({ words, clear, ko, en, ja }: MessageWords): RoomMessage | null {
  const text = words.length > 0 ? words.join(' ') : (en ?? ko ?? ja);
  if (clear) {
    if (text !== undefined) {
      throw new CommandFailure('Either a message or --clear.');
    }
    return null;
  }
  if (text === undefined) {
    throw new CommandFailure('Say something: message "Back at eight", or message --clear.');
  }
  return check(roomMessage, {
    text,
    ...(ko === undefined ? {} : { ko }),
    ...(en === undefined ? {} : { en }),
    ...(ja === undefined ? {} : { ja }),
  });
}

type Whom = { place?: string | undefined; numbers?: string | undefined; epoch: boolean };

export function readRevocation({ place, numbers, epoch }: Whom): RevocationBody {
  const named = [place !== undefined, numbers !== undefined, epoch].filter(Boolean);
  if (named.length !== 1) {
    throw new CommandFailure('Revoke one of --place ID, --numbers A-B, --epoch.');
  }
  if (place !== undefined) {
    if (!placeId.safeParse(place).success) {
      throw new CommandFailure(`"${place}" is no place: they have 22 letters, digits, - and _.`);
    }
    return { placeId: place };
  }
  return epoch ? { epoch } : { numbers: readRange(numbers ?? '') };
}

function readRange(text: string): { from: number; to: number } {
  const { from, to } = /^(?<from>\d{1,15})(?:-(?<to>\d{1,15}))?$/.exec(text)?.groups ?? {};
  const range = { from: Number(from), to: Number(to ?? from) };
  if (from === undefined || range.from < 1 || range.to < range.from) {
    throw new CommandFailure(`--numbers takes a range such as 120-180, not "${text}".`);
  }
  return range;
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) {
    return read.data;
  }
  const sentences = read.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'This'}: ${message}`,
  );
  throw new CommandFailure(sentences.join('\n'));
}
