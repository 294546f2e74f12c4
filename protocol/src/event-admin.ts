import { z } from 'zod';
import { roomEventView, closedDraw } from './room-events.ts';
import { roomSettings } from './room-settings.ts';
import { line } from './text.ts';
import { id, timestamp } from './values.ts';

/** So many events of a room may be to come or on at one time. */
export const MOST_EVENTS = 5;

/** What an event may change of its room for as long as it runs. */
export const eventOverrides = z
  .strictObject(
    roomSettings.pick({
      total_active_users: true,
      new_users_per_minute: true,
      session_duration: true,
      disable_session_renewal: true,
      claim_seconds: true,
      return_seconds: true,
      queueing_method: true,
      priority_share: true,
      controlled: true,
      floor_users_per_minute: true,
      stock_limited: true,
      turnstile_mode: true,
      joins_per_network: true,
      login_required: true,
      message: true,
    }).shape,
  )
  .partial();
export type EventOverrides = z.infer<typeof eventOverrides>;

const eventFields = {
  name: line(120),
  prequeue_start_time: timestamp.nullable(),
  event_start_time: timestamp,
  event_end_time: timestamp,
  /** Draws the order of all who came in the pre-queue. */
  shuffle_at_event_start: z.boolean(),
  /** Kept, but without any effect. */
  suspended: z.boolean(),
  overrides: eventOverrides,
};

/** `POST /api/admin/rooms/:room/events` */
export const newEventBody = z.strictObject({
  ...eventFields,
  prequeue_start_time: eventFields.prequeue_start_time.default(null),
  shuffle_at_event_start: eventFields.shuffle_at_event_start.default(false),
  suspended: eventFields.suspended.default(false),
  overrides: eventFields.overrides.default({}),
});
export type NewEvent = z.output<typeof newEventBody>;
export type NewEventBody = z.input<typeof newEventBody>;

/** `PATCH /api/admin/rooms/:room/events/:event`; `overrides` replaces all of them. */
export const eventPatch = z
  .strictObject(eventFields)
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type EventPatch = z.infer<typeof eventPatch>;

/** An event as its operator sees it: everything but the key, which nobody sees before the start. */
export const eventAdminView = roomEventView.omit({ phase: true }).extend({
  phase: z.enum(['before', 'prequeue', 'running', 'over']),
  suspended: z.boolean(),
  overrides: eventOverrides,
  /** The id of its draw in the room's record. */
  draw: id,
  /** SHA-256 of its key; null where nothing is shuffled. */
  commitment: z.string().nullable(),
});
export type EventAdminView = z.infer<typeof eventAdminView>;
/** `GET /api/admin/rooms/:room/events`: to come and on, then the latest that are over. */
export const eventList = z.object({ items: z.array(eventAdminView) });

/** `POST /api/admin/rooms/:room/events/preview` */
export const eventPreviewBody = z.strictObject({
  event: newEventBody,
  /** How many are expected at the start; with it the preview estimates how long letting them in takes. */
  visitors: z.number().int().min(1).max(10_000_000).optional(),
});

const previewPhase = z.object({
  phase: z.enum(['before', 'prequeue', 'running', 'after']),
  /** null: since ever, or for ever. */
  from: timestamp.nullable(),
  to: timestamp.nullable(),
  settings: roomSettings,
  /** The names of the settings that differ from the room's own. */
  changed: z.array(z.string()),
});

export const eventPreview = z.object({
  phases: z.array(previewPhase),
  /** What an operator may not have thought of, in sentences. */
  notes: z.array(z.string()),
  /** null without a number of visitors. */
  estimate: z
    .object({
      visitors: id,
      /** Until the last one is in, at the event's rate and cap; null where the cap is never freed. */
      minutesToLast: z.number().nonnegative(),
      /** Whether it is the rate or the cap that decides. */
      boundBy: z.enum(['rate', 'cap', 'nothing']),
      fitsBeforeEnd: z.boolean(),
    })
    .nullable(),
});
export type EventPreview = z.infer<typeof eventPreview>;

/** A draw in the room's record. */
export const recordedDraw = closedDraw.extend({ room: z.string(), closedAt: timestamp });
export type RecordedDraw = z.infer<typeof recordedDraw>;
/** `GET /api/admin/rooms/:room/draws`, newest first. */
export const recordedDraws = z.object({ items: z.array(recordedDraw) });

/**
 * called: the room called the number · entered: the called visitor was let in · passed: let in uncalled, while the room
 * passed everybody · moved: the place goes on in another
 * browser, `visitor` under the name `to`
 */
export const admissionKind = z.enum(['called', 'entered', 'passed', 'moved']);

/** One line of the record of what a room did, in the order in which it happened. */
export const admissionLine = z.object({
  at: timestamp,
  kind: admissionKind,
  epoch: id,
  /** The first 16 hex digits of the SHA-1 of the place's id: visitors find their own, and nobody else's. */
  visitor: z.string(),
  number: z.number().int().positive().nullable(),
  /** The ticket that the visitor showed at the door; its draw is the record's. */
  ticket: z.number().int().nonnegative().nullable(),
  to: z.string().nullable(),
});
export type AdmissionLine = z.infer<typeof admissionLine>;
/** `GET /api/admin/rooms/:room/draws/:draw/admissions?after=`; `next` is null on the last page. */
export const admissionPage = z.object({
  items: z.array(admissionLine),
  next: id.nullable(),
});

/** All that is needed to check a draw, as one file. */
export const drawRecord = z.object({
  room: z.string(),
  draw: closedDraw,
  admissions: z.array(admissionLine),
});
export type DrawRecord = z.infer<typeof drawRecord>;
