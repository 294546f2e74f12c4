import { z } from 'zod';
import { checkedRoomTheme, roomTheme } from './room-theme.ts';

export const queueingMethod = z.enum(['fifo', 'random', 'passthrough', 'reject']);
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
  ja: messageText.optional(),
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
  /** Nobody joins any more; whoever waits is served to the end. */
  drain: z.boolean(),
  /** Shown to everybody who waits; null for nothing. */
  message: roomMessage.nullable(),
  /** Percent of the calls that the priority lane gets while visitors wait in both lanes. */
  priority_share: z.number().int().min(1).max(90),
  /** Entries a minute follow the measured health of the origins, between the floor and `new_users_per_minute`. */
  controlled: z.boolean(),
  floor_users_per_minute: z.number().int().min(1).max(1_000_000),
  /** The shop's 95th percentile that the controller aims to stay under, ms. */
  target_p95_ms: z.number().int().min(10).max(60_000),
  /** Share of requests that may fail before the controller slows down. */
  max_error_share: z.number().min(0).max(1),
  /** No more visitors inside than seats are left; with none left the line is told and dissolved. */
  stock_limited: z.boolean(),
  /** Who joins proves to be human first. */
  turnstile_mode: z.enum(['off', 'invisible', 'visible_non_interactive', 'visible_managed']),
  /** Joins that one network (IPv4 /24, IPv6 /48) may make in a minute; 0 for any number. */
  joins_per_network: z.number().int().min(0).max(1_000_000),
  /** Only who is logged in may join, with one place an account. */
  login_required: z.boolean(),
  /** How the waiting page looks; null for Frontrow's own face. */
  theme: roomTheme.nullable(),
});

/** How a room behaves. Names follow the most used product, so that operators know them. */
export const roomSettings = settingsFields;
export type RoomSettings = z.infer<typeof roomSettings>;

export const roomSettingsPatch = settingsFields
  .extend({ theme: checkedRoomTheme.nullable() })
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
  drain: false,
  message: null,
  priority_share: 20,
  controlled: false,
  floor_users_per_minute: 60,
  target_p95_ms: 500,
  max_error_share: 0.02,
  stock_limited: false,
  turnstile_mode: 'off',
  joins_per_network: 0,
  login_required: false,
  theme: null,
};
