import { z } from 'zod';

export const queueingMethod = z.enum(['fifo', 'passthrough', 'reject']);
export type QueueingMethod = z.infer<typeof queueingMethod>;

/** Longer ones nobody reads in a line. */
const MESSAGE_CHARACTERS = 280;

const messageText = z
  .string()
  .trim()
  .min(1)
  .max(MESSAGE_CHARACTERS)
  .regex(/^[^<>\p{Cc}]*$/u, 'Plain text on one line, without < and >.');

/** What an operator says to everybody who waits. Languages without words of their own get `text`. */
export const roomMessage = z.strictObject({
  text: messageText,
  ko: messageText.optional(),
  en: messageText.optional(),
});
export type RoomMessage = z.infer<typeof roomMessage>;

const settingsFields = z.strictObject({
  /** The hard cap on visitors inside at one time. */
  total_active_users: z.number().int().min(1).max(1_000_000),
  /** Entries allowed in any rolling minute. */
  new_users_per_minute: z.number().int().min(1).max(1_000_000),
  /** Minutes that a visitor may stay without a request; fractions are allowed. */
  session_duration: z.number().min(0.05).max(1440),
  /** Fixed sessions: a request does not prolong the stay. */
  disable_session_renewal: z.boolean(),
  /** Seconds that a called visitor has to enter. */
  claim_seconds: z.number().int().min(2).max(3600),
  /** Seconds in which a visitor who missed its call may come back to the front, once. */
  return_seconds: z.number().int().min(0).max(86_400),
  queueing_method: queueingMethod,
  /** Pause: everybody new waits and nobody is called; who is inside stays. */
  queue_all: z.boolean(),
  /** Off: every request goes to the shop, without a place. */
  suspended: z.boolean(),
  /** Shown to everybody who waits; null for nothing. */
  message: roomMessage.nullable(),
});

/** How a room behaves. Names follow the most used product, so that operators know them. */
export const roomSettings = settingsFields;
export type RoomSettings = z.infer<typeof roomSettings>;

export const roomSettingsPatch = settingsFields
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one setting to change.');
export type RoomSettingsPatch = z.infer<typeof roomSettingsPatch>;

export const DEFAULT_ROOM_SETTINGS: RoomSettings = {
  total_active_users: 500,
  new_users_per_minute: 600,
  session_duration: 5,
  disable_session_renewal: false,
  claim_seconds: 60,
  return_seconds: 600,
  queueing_method: 'fifo',
  queue_all: false,
  suspended: false,
  message: null,
};
