import { z } from 'zod';
import { userView } from './accounts.ts';
import { scheduleSummary } from './catalog.ts';
import { roomId } from './room-id.ts';
import { newRoomRoutes, roomRoute } from './room-routes.ts';
import { roomSettings, roomSettingsPatch } from './room-settings.ts';
import { roomSnapshot } from './room-snapshot.ts';
import { line, prose } from './text.ts';
import { id, pageOf, points, timestamp } from './values.ts';

const name = line(120);

/** `POST /api/admin/venues`: a hall of straight rows; sections stand side by side in the order given. */
export const createVenueBody = z.strictObject({
  name,
  city: name,
  sections: z
    .array(
      z.strictObject({
        name: line(40),
        rows: z.number().int().min(1).max(200),
        seatsPerRow: z.number().int().min(1).max(200),
      }),
    )
    .min(1)
    .max(60),
});
export const venueView = z.object({
  id,
  name: z.string(),
  city: z.string(),
  layoutId: id,
  seatCount: id,
  sections: z.array(z.object({ sectionNo: id, name: z.string(), firstSeatNo: id, seatCount: id })),
});
export type VenueView = z.infer<typeof venueView>;

/** `POST /api/admin/concerts` */
export const createConcertBody = z.strictObject({
  title: name,
  artist: name,
  genre: line(40),
  summary: prose(2000).default(''),
  durationMinutes: z.number().int().min(10).max(1440).default(120),
  ageLimit: z.number().int().min(0).max(21).default(0),
  posterHue: z.number().int().min(0).max(359).default(210),
});

/** `POST /api/admin/concerts/:concertId/schedules`: one schedule a date, each with all its seats. */
export const createSchedulesBody = z.strictObject({
  layoutId: id,
  startsAt: z.array(timestamp).min(1).max(50),
  prices: z.array(z.strictObject({ sectionNo: id, price: points.max(10_000_000) })).min(1),
  /** Seats that one buyer may have of one schedule, over all orders. */
  seatLimit: z.number().int().min(1).max(100).default(8),
});
export const createdSchedules = z.object({ items: z.array(scheduleSummary) });

/** `GET /api/admin/rooms/:room`; `PATCH …/settings` takes `If-Match: "<settingsVersion>"`. */
export const roomAdminView = z.object({
  room: z.string(),
  settings: roomSettings,
  settingsVersion: z.number().int().nonnegative(),
  /** Its pages and those of all its dates belong to the room; null where the room is not a concert's. */
  concertId: id.nullable().default(null),
  /** The routes that the operator gave; `main` has none and covers all the rest. */
  routes: z.array(roomRoute).default([]),
  /** null while Redis is away. */
  live: roomSnapshot.nullable(),
});
export type RoomAdminView = z.infer<typeof roomAdminView>;

/** `POST /api/admin/rooms` */
export const createRoomBody = z.strictObject({
  room: roomId,
  /** The concert whose pages, and those of its dates, present and future, the room guards. */
  concertId: id.optional(),
  routes: newRoomRoutes.default([]),
  /** The others have their defaults. */
  settings: roomSettingsPatch.optional(),
});
export type CreateRoomBody = z.input<typeof createRoomBody>;

/** `PUT /api/admin/rooms/:room/routes`: all that the operator gives; those of its concert stay. */
export const roomRoutesBody = z.strictObject({ routes: newRoomRoutes });

/** `GET /api/admin/users?email=` */
export const userLookup = z.object({ user: userView.extend({ balance: points }) });

export const auditEntry = z.object({
  id,
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.unknown(),
  requestId: z.string(),
  createdAt: timestamp,
});
export type AuditEntry = z.infer<typeof auditEntry>;
/** `GET /api/admin/audit-log` */
export const auditPage = pageOf(auditEntry);
